package perennial.registry;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CovariateEffects;
import perennial.model.GammaGamma;
import perennial.model.GroupEffects;
import perennial.model.MbgNbd;
import perennial.model.ScaledGammaGamma;
import perennial.model.SpendModel;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;

/** Models with as much in them as a fit allows. */
final class LargeModels {
  private static final MbgNbd PURCHASES = new MbgNbd(.525, 6.183, .891, 1.614);
  private static final GammaGamma SPEND = new GammaGamma(6.25, 3.74, 15.44);

  private LargeModels() {}

  static Covariance covariance(int n) {
    return Covariance.ofRowMajor(new SplittableRandom(n).doubles((long) n * n).toArray());
  }

  static BtydModel withCovariates() {
    int most = 16;
    List<String> names =
        IntStream.range(0, most)
            .mapToObj(i -> "covariate-%02d-%s".formatted(i, "x".repeat(47)))
            .toList();
    List<Double> values = new SplittableRandom(3).doubles(most).boxed().toList();
    return model(
        covariance(4 + 2 * most),
        new CovariateEffects(names, values, values.reversed()),
        GroupEffects.NONE,
        new ScaledGammaGamma(SPEND, .225, names, values),
        covariance(4 + most));
  }

  static BtydModel withGroups() {
    SortedMap<String, GroupEffects.Group> groups = new TreeMap<>();
    for (int g = 0; g < 60; g++) {
      groups.put(
          "group-%02d-%s".formatted(g, "y".repeat(51)),
          new GroupEffects.Group(
              new MbgNbd(.5 + g / 100.0, 6, .9, 1.6), covariance(4), 1_000_000 + g));
    }
    return model(
        covariance(4),
        CovariateEffects.NONE,
        new GroupEffects("channel", groups),
        SPEND,
        covariance(3));
  }

  static BtydModel withSpend(SpendModel spend, Covariance covariance) {
    return model(covariance(4), CovariateEffects.NONE, GroupEffects.NONE, spend, covariance);
  }

  private static BtydModel model(
      Covariance purchases,
      CovariateEffects effects,
      GroupEffects groups,
      SpendModel spend,
      Covariance ofSpend) {
    return new BtydModel(
        PURCHASES,
        purchases,
        effects,
        groups,
        spend,
        ofSpend,
        SpendOrders.REPEAT,
        TimeUnit.WEEK,
        new ValueTerms("EUR", .1, .4),
        LocalDate.of(2026, 6, 30));
  }
}
