package perennial.admin.testing;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.MixCell;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;
import perennial.registry.monitoring.AccuracyReport;

/** What matured predictions might show. */
final class SampleAccuracy {
  private SampleAccuracy() {}

  static AccuracyReport accuracy(long version, LocalDate asOf, double worse, Clock clock) {
    double[] holdout = {.131, .343, .585};
    int[] weeks = {4, 13, 26};
    List<MaturedAccuracy> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long n = new long[] {7_904, 5_120, 160}[i];
      all.add(matured(Segment.ALL, weeks[i], n, holdout[i], worse));
      if (i < 2) {
        for (MixCell cell : SampleWatch.mix()) {
          String crossed = cell.stage() + " x " + cell.status();
          all.add(
              matured(
                  new Segment("stage x status", crossed),
                  weeks[i],
                  cell.customers(),
                  holdout[i] * (cell.status().equals("Active") ? 1.6 : .7),
                  cell.status().equals("Lagging") ? worse * 1.13 : worse * .98));
        }
        all.add(matured(SampleWatch.EMAIL, weeks[i], 1_820, holdout[i], worse * 1.06));
        all.add(matured(new Segment("market", "NL"), weeks[i], 120, holdout[i], 1));
        all.add(unjudged(matured(new Segment("device", "tablet"), weeks[i], 640, holdout[i], 1)));
      }
    }
    return new AccuracyReport("retail", version, asOf, clock.instant(), all);
  }

  /** A segment that the version's holdout says nothing of. */
  static MaturedAccuracy unjudged(MaturedAccuracy a) {
    return new MaturedAccuracy(
        a.segment(),
        a.weeks(),
        a.customers(),
        a.meanPredicted(),
        a.meanActual(),
        a.mae(),
        a.maeLow(),
        a.maeHigh(),
        a.bias(),
        a.biasLow(),
        a.biasHigh(),
        a.valuePredicted(),
        a.valueActual(),
        OptionalDouble.empty(),
        Verdict.NOT_ENOUGH_DATA);
  }

  static MaturedAccuracy matured(Segment segment, int weeks, long n, double holdout, double worse) {
    double mae = holdout * worse;
    double half = mae * 2.4 / Math.sqrt(n);
    Verdict verdict =
        n < 200
            ? Verdict.NOT_ENOUGH_DATA
            : mae - half > holdout * 1.2
                ? Verdict.ALARM
                : mae - half > holdout * 1.1 ? Verdict.WARN : Verdict.STABLE;
    return new MaturedAccuracy(
        segment,
        weeks,
        n,
        holdout * .8,
        holdout * .82,
        mae,
        mae - half,
        mae + half,
        -.02 * holdout,
        -.02 * holdout - half,
        -.02 * holdout + half,
        31.2 * weeks / 13,
        32.0 * weeks / 13,
        OptionalDouble.of(holdout),
        verdict);
  }
}
