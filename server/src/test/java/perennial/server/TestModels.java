package perennial.server;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CovariateEffects;
import perennial.model.CustomerHistory;
import perennial.model.GammaGamma;
import perennial.model.GroupEffects;
import perennial.model.MbgNbd;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;

/** Models that differ, and histories to ask them about. */
public final class TestModels {
  public static final CustomerHistory CUSTOMER = new CustomerHistory(5, 200, 300, 45.5);

  private TestModels() {}

  /** A model whose every answer tells it from the models of other numbers. */
  public static BtydModel model(long number) {
    return new BtydModel(
        new MbgNbd(0.5 + 0.01 * number, 10, 0.6, 2.5),
        Covariance.UNKNOWN,
        new GammaGamma(6.25, 3.74, 15.44 + number),
        Covariance.UNKNOWN,
        SpendOrders.REPEAT,
        TimeUnit.WEEK,
        new ValueTerms("EUR", 0.1, 1),
        LocalDate.of(2026, 6, 30));
  }

  /** {@link #model} with a covariance, as a fit gives one. */
  public static BtydModel modelWithErrors() {
    return new BtydModel(
        new MbgNbd(0.5, 10, 0.6, 2.5),
        Covariance.ofRowMajor(new double[] {.004, 0, 0, 0, 0, .4, 0, 0, 0, 0, .01, 0, 0, 0, 0, .2}),
        new GammaGamma(6.25, 3.74, 15.44),
        Covariance.ofRowMajor(new double[] {.2, 0, 0, 0, .04, 0, 0, 0, 1.5}),
        SpendOrders.REPEAT,
        TimeUnit.WEEK,
        new ValueTerms("EUR", 0.1, 1),
        LocalDate.of(2026, 6, 30));
  }

  /** A model that needs the covariate {@code Gender} and knows the group {@code web}. */
  public static BtydModel modelWithTraits() {
    MbgNbd population = new MbgNbd(0.5, 10, 0.6, 2.5);
    return new BtydModel(
        population,
        Covariance.UNKNOWN,
        new CovariateEffects(List.of("Gender"), List.of(0.7), List.of(-0.4)),
        new GroupEffects(
            "channel",
            new TreeMap<>(
                Map.of(
                    "web",
                    new GroupEffects.Group(
                        new MbgNbd(0.9, 10, 0.6, 2.5), Covariance.UNKNOWN, 20)))),
        new GammaGamma(6.25, 3.74, 15.44),
        Covariance.UNKNOWN,
        SpendOrders.REPEAT,
        TimeUnit.WEEK,
        new ValueTerms("EUR", 0.1, 1),
        LocalDate.of(2026, 6, 30));
  }

  /** A history that differs from those of other seeds below 10,000. */
  public static CustomerHistory history(int seed) {
    int x = seed % 12;
    double age = 100 + seed;
    return new CustomerHistory(x, x == 0 ? 0 : age * (0.3 + 0.05 * x), age, 10 + seed % 90);
  }

  public static List<CustomerHistory> histories(int count) {
    return IntStream.range(0, count).mapToObj(TestModels::history).toList();
  }
}
