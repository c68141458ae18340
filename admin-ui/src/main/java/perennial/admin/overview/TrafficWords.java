package perennial.admin.overview;

import java.time.Duration;
import java.time.Instant;
import perennial.admin.overview.OverviewPage.Asked;
import perennial.admin.page.Formats;
import perennial.registry.predictionlog.Traffic;

/** How much a model was asked lately, how it went and how long it took, in a few words. */
final class TrafficWords {
  /** So far back it is looked. */
  private static final Duration WINDOW = Duration.ofMinutes(15);

  /** Servers write their rows within a second or two: what is newer is not all there. */
  private static final Duration UNSETTLED = Duration.ofSeconds(5);

  static final String ABOUT =
      "Traffic is what the prediction log holds of the last 15 minutes: an estimate where a share"
          + " of the predictions is logged. Latency is the server’s own, without network.";

  private TrafficWords() {}

  static Instant from(Instant now) {
    return now.minus(WINDOW);
  }

  static Instant until(Instant now) {
    return now.minus(UNSETTLED);
  }

  static Asked of(Traffic t) {
    return t.rows() == 0
        ? new Asked("quiet", "not asked in 15\u00a0min", true)
        : new Asked(accuracy(t) + rate(t), latency(t) + " · " + failures(t), false);
  }

  /** Rows that stand for more than themselves make an estimate; of some nobody knows how many. */
  private static String accuracy(Traffic t) {
    if (t.ofUnknownShare() > 0) {
      return "at least ";
    }
    return t.predictions() - t.rows() > 0.5 ? "about " : "";
  }

  private static String rate(Traffic t) {
    double second = t.perSecond();
    if (second >= 1) {
      return Formats.decimal(second, second < 10 ? 1 : 0) + "\u00a0/s";
    }
    double minute = 60 * second;
    return minute >= 1
        ? Formats.decimal(minute, minute < 10 ? 1 : 0) + " a\u00a0minute"
        : Formats.count(Math.round(t.predictions())) + " in 15\u00a0min";
  }

  private static String latency(Traffic t) {
    if (t.p99Micros().isEmpty()) {
      return "too few for a p99";
    }
    double millis = t.p99Micros().getAsLong() / 1e3;
    int digits = millis < 0.1 ? 3 : millis < 1 ? 2 : millis < 100 ? 1 : 0;
    return "p99\u00a0%s\u00a0ms".formatted(Formats.decimal(millis, digits));
  }

  private static String failures(Traffic t) {
    return t.failed() == 0
        ? "none failed"
        : "%s failed, mostly %s".formatted(Formats.percent1(t.errorRate()), t.mostFailed());
  }
}
