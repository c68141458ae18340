package perennial.monitoring;

import static perennial.monitoring.FeatureMeasures.change;
import static perennial.monitoring.FeatureMeasures.share;
import static perennial.monitoring.FeatureMeasures.undecided;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Measures of shares and of purchases, before the correction for their number. */
final class RateMeasures {
  private final MonitoringSettings settings;

  RateMeasures(MonitoringSettings settings) {
    this.settings = settings;
  }

  /** The share of missing and invalid values. */
  DriftMeasure missing(FeatureReference reference, FeatureCounts window) {
    long m = window.customers();
    long n = reference.customers();
    boolean enough = settings.enough(n, m);
    ProportionTest test = ProportionTest.of(reference.missing(), n, window.missing(), m);
    double p = enough ? test.pValue() : 1;
    long[] a = {n - reference.missing(), reference.missing()};
    long[] b = {m - window.missing(), window.missing()};
    RandomGenerator random = new SplittableRandom(reference.key().seed(settings.seed()));
    Optional<NullBand> band =
        enough
            ? Optional.of(StabilityIndex.band(a, b, settings.draws(), random))
            : Optional.empty();
    double before = share(reference.missing(), n);
    double now = share(window.missing(), m);
    return new DriftMeasure(
        reference.key().feature() + "_missing",
        FeatureRole.QUALITY,
        reference.key().segment(),
        m,
        n,
        "two-proportion",
        test.statistic(),
        p,
        p,
        OptionalDouble.of(StabilityIndex.of(a, b)),
        NullBand.mean(band),
        NullBand.p95(band),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        now,
        before,
        OptionalDouble.of(before),
        OptionalDouble.of(now),
        OptionalDouble.empty(),
        undecided(enough),
        new Distribution(List.of("present", "missing"), Counts.shares(a), Counts.shares(b)));
  }

  /** Purchases against the version's expectation; CLV is proportional to purchases. */
  DriftMeasure calibration(CalibrationCounts counts) {
    boolean enough = settings.enough(counts.customers(), counts.customers());
    CalibrationTest test = CalibrationTest.of(counts);
    double p = enough ? test.pValue() : 1;
    OptionalDouble expected = OptionalDouble.of(counts.meanExpected());
    OptionalDouble actual = OptionalDouble.of(counts.meanActual());
    return new DriftMeasure(
        counts.key().feature(),
        FeatureRole.CALIBRATION,
        counts.key().segment(),
        counts.customers(),
        counts.customers(),
        "calibration",
        test.statistic(),
        p,
        p,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        0,
        0,
        expected,
        actual,
        change(expected, actual),
        undecided(enough),
        Distribution.NONE);
  }
}
