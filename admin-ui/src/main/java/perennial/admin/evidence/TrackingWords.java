package perennial.admin.evidence;

import java.util.List;
import perennial.admin.page.Formats;
import perennial.evaluation.charts.Tracking;
import perennial.evaluation.charts.TrackingPeriod;

/** What tracking says, in sentences. */
final class TrackingWords {
  /** Before this share of the purchases is made, a quotient of sums is noise. */
  private static final double SOME = 0.1;

  private final Tracking tracking;
  private final List<TrackingPeriod> calibration;
  private final List<TrackingPeriod> holdout;

  TrackingWords(Tracking tracking) {
    this.tracking = tracking;
    this.calibration = tracking.periods().stream().filter(p -> !p.holdout()).toList();
    this.holdout = tracking.periods().stream().filter(TrackingPeriod::holdout).toList();
  }

  String unit() {
    return tracking.periodDays() == 7
        ? "week"
        : "period of %d days".formatted(tracking.periodDays());
  }

  /** Of the sums: how far they were apart in the calibration, and at the end. */
  String sums() {
    TrackingPeriod end = calibration.getLast();
    if (end.cumulativeActual() == 0) {
      return "Nobody bought again before the observation end";
    }
    double furthest =
        calibration.stream()
            .filter(p -> p.cumulativeActual() >= SOME * end.cumulativeActual())
            .mapToDouble(p -> Math.abs(off(p)))
            .max()
            .orElse(0);
    String fitted =
        "Tracks actual purchases within %s through %s %d"
            .formatted(percent(furthest), unit(), calibration.size());
    if (holdout.isEmpty()) {
      return fitted;
    }
    double last = off(holdout.getLast());
    String ahead =
        Math.abs(last) < 0.005
            ? "exactly as many as were made"
            : "%s %s than were made"
                .formatted(percent(Math.abs(last)), last > 0 ? "more" : "fewer");
    return "%s; by %s %d it expects %s".formatted(fitted, unit(), tracking.periods().size(), ahead);
  }

  /** Of single periods: the level in the holdout, and how much a period is off. */
  String each() {
    List<TrackingPeriod> judged = holdout.isEmpty() ? calibration : holdout;
    String where = holdout.isEmpty() ? "in the calibration" : "in the holdout";
    List<TrackingPeriod> whole =
        judged.stream().filter(p -> p.days() == tracking.periodDays()).toList();
    double actual = whole.stream().mapToDouble(TrackingPeriod::actual).average().orElse(0);
    if (actual == 0) {
      return "No whole %s with a purchase %s".formatted(unit(), where);
    }
    double expected = whole.stream().mapToDouble(TrackingPeriod::expected).average().orElse(0);
    double error =
        whole.stream().mapToDouble(p -> Math.abs(p.expected() - p.actual())).average().orElse(0);
    int digits = actual >= 20 ? 0 : 1;
    return "A %s %s saw %s purchases, %s were expected; a single one is off by %s"
        .formatted(
            unit(),
            where,
            Formats.decimal(actual, digits),
            Formats.decimal(expected, digits),
            percent(error / actual));
  }

  private static double off(TrackingPeriod p) {
    return p.cumulativeExpected() / p.cumulativeActual() - 1;
  }

  private static String percent(double share) {
    return Formats.decimal(100 * share, share < 0.1 ? 1 : 0) + " %";
  }
}
