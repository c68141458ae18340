package perennial.admin.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import perennial.monitoring.Distribution;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;

/** Measures of drift as a window might have them. */
final class SampleMeasures {
  private SampleMeasures() {}

  static final List<String> AMOUNTS =
      List.of(
          "0",
          "to 8",
          "8 to 14",
          "14 to 19",
          "19 to 25",
          "25 to 34",
          "34 to 45",
          "45 to 61",
          "61 to 90",
          "90 to 160",
          "over 160");
  static final double[] FLAT = {.04, .1, .1, .1, .1, .1, .1, .1, .1, .1, .06};

  static Verdict verdict(double drift) {
    return drift >= .25 ? Verdict.ALARM : drift >= .1 ? Verdict.WARN : Verdict.STABLE;
  }

  static DriftMeasure amount(Segment segment, long n, double drift, Verdict verdict) {
    return measure(
        "purchase_amount",
        FeatureRole.FLOW,
        segment,
        n,
        "ks",
        .02 + .5 * drift,
        drift > .05 ? 1e-13 : .41,
        .012 + drift,
        36.4 * (1 + 1.9 * drift),
        36.4,
        drift,
        verdict,
        numbers(drift));
  }

  static DriftMeasure share(
      String feature, double now, double before, double effect, Verdict verdict) {
    Distribution channels =
        new Distribution(
            List.of("email", "shop", "marketplace", "paid social"),
            List.of(before, .35, .2, .45 - before),
            List.of(now, .355, .195, .45 - now));
    return measure(
        feature,
        FeatureRole.FLOW,
        Segment.ALL,
        8120,
        "chi-square",
        2.2,
        .52,
        .006,
        now,
        before,
        effect,
        verdict,
        channels);
  }

  /** Moves weight to the upper bins. */
  static Distribution numbers(double drift) {
    List<Double> reference = new ArrayList<>();
    List<Double> window = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < FLAT.length; i++) {
      double share = FLAT[i] * Math.exp(4 * drift * (i - 5) / 5.0) * (1 + .04 * Math.sin(3 * i));
      reference.add(FLAT[i]);
      window.add(share);
      sum += share;
    }
    double total = sum;
    return new Distribution(AMOUNTS, reference, window.stream().map(s -> s / total).toList());
  }

  static DriftMeasure measure(
      String feature,
      FeatureRole role,
      Segment segment,
      long n,
      String test,
      double statistic,
      double p,
      double psi,
      double mean,
      double referenceMean,
      double effect,
      Verdict verdict,
      Distribution distribution) {
    boolean categories = test.equals("calibration");
    return new DriftMeasure(
        feature,
        role,
        segment,
        n,
        20_144,
        test,
        statistic,
        p,
        Math.min(1, 3 * p),
        categories ? OptionalDouble.empty() : OptionalDouble.of(psi),
        categories ? OptionalDouble.empty() : OptionalDouble.of(.0016),
        categories ? OptionalDouble.empty() : OptionalDouble.of(40.0 / n),
        OptionalDouble.of(.11),
        OptionalDouble.of(.03),
        .004,
        .002,
        OptionalDouble.of(referenceMean),
        OptionalDouble.of(mean),
        OptionalDouble.of(effect),
        verdict,
        distribution);
  }
}
