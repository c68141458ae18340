package perennial.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Single measures, before the correction for their number. */
final class FeatureMeasures {
  private final MonitoringSettings settings;

  FeatureMeasures(MonitoringSettings settings) {
    this.settings = settings;
  }

  /**
   * What the kinds of features differ in.
   *
   * @param means of the reference and of the window
   */
  private record Compared(
      String test,
      double statistic,
      double pValue,
      long[] reference,
      long[] window,
      double distance,
      Optional<NullBand> distanceBand,
      OptionalDouble referenceMean,
      OptionalDouble mean,
      Distribution distribution) {}

  DriftMeasure feature(
      FeatureReference reference, FeatureCounts window, OptionalDouble effectOnClv) {
    boolean enough = settings.enough(present(reference), window.customers() - window.missing());
    RandomGenerator random = new SplittableRandom(reference.key().seed(settings.seed()));
    Compared compared =
        switch (reference) {
          case NumericReference numbers -> numbers(numbers, (NumericCounts) window, enough, random);
          case CategoricalReference names ->
              categories(names, (CategoricalCounts) window, enough, random);
        };
    OptionalDouble effect =
        effectOnClv.isEmpty() && reference.role() == FeatureRole.PREDICTION
            ? change(compared.referenceMean(), compared.mean())
            : effectOnClv;
    return measure(reference, window, compared, enough, effect, random);
  }

  private DriftMeasure measure(
      FeatureReference reference,
      FeatureCounts window,
      Compared compared,
      boolean enough,
      OptionalDouble effect,
      RandomGenerator random) {
    long[] a = compared.reference();
    long[] b = compared.window();
    Optional<NullBand> psiBand =
        enough
            ? Optional.of(StabilityIndex.band(a, b, settings.draws(), random))
            : Optional.empty();
    double p = enough ? compared.pValue() : 1;
    return new DriftMeasure(
        reference.key().feature(),
        reference.role(),
        reference.key().segment(),
        window.customers(),
        reference.customers(),
        compared.test(),
        compared.statistic(),
        p,
        p,
        OptionalDouble.of(StabilityIndex.of(a, b)),
        NullBand.mean(psiBand),
        NullBand.p95(psiBand),
        OptionalDouble.of(compared.distance()),
        NullBand.p95(compared.distanceBand()),
        share(window.missing(), window.customers()),
        share(reference.missing(), reference.customers()),
        compared.referenceMean(),
        compared.mean(),
        effect,
        undecided(enough),
        compared.distribution());
  }

  private Compared numbers(
      NumericReference reference, NumericCounts window, boolean enough, RandomGenerator random) {
    List<Long> bins = window.bins();
    long[] a = reference.ordered(reference.counts());
    long[] b = reference.ordered(bins);
    double n = present(reference);
    double m = window.customers() - window.missing();
    double distance = KolmogorovSmirnov.distance(a, b);
    Wasserstein wasserstein = Wasserstein.of(reference, window);
    return new Compared(
        "ks",
        distance,
        KolmogorovSmirnov.pValue(distance, n, m),
        reference.byDecile(reference.counts()),
        reference.byDecile(bins),
        wasserstein.distance(),
        enough ? Optional.of(wasserstein.band(settings.draws(), random)) : Optional.empty(),
        n > 0 ? OptionalDouble.of(reference.mean()) : OptionalDouble.empty(),
        m > 0 ? OptionalDouble.of(window.mean()) : OptionalDouble.empty(),
        Pictures.of(reference, bins));
  }

  private Compared categories(
      CategoricalReference reference,
      CategoricalCounts window,
      boolean enough,
      RandomGenerator random) {
    long[] b = window.withUnseen();
    long[] a = Arrays.copyOf(Counts.of(reference.counts()), b.length);
    CategoryTest test = CategoryTest.of(a, b);
    return new Compared(
        "chi-square",
        test.statistic(),
        test.pValue(),
        a,
        b,
        JensenShannon.of(a, b),
        enough ? Optional.of(JensenShannon.band(a, b, settings.draws(), random)) : Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Pictures.of(reference, a, b));
  }

  static Verdict undecided(boolean enough) {
    return enough ? Verdict.STABLE : Verdict.NOT_ENOUGH_DATA;
  }

  static double share(long part, long all) {
    return all == 0 ? 0 : part / (double) all;
  }

  /** Relative change; empty when there is nothing that could change by a share. */
  static OptionalDouble change(OptionalDouble from, OptionalDouble to) {
    if (from.isEmpty() || to.isEmpty() || from.getAsDouble() <= 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Math.min(to.getAsDouble() / from.getAsDouble() - 1, Double.MAX_VALUE));
  }

  private static long present(FeatureReference reference) {
    return reference.customers() - reference.missing();
  }
}
