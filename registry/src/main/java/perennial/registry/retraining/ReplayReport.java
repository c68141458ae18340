package perennial.registry.retraining;

import java.time.Instant;
import java.util.List;

/**
 * Logged requests answered again by the champion and by a candidate.
 *
 * @param from first moment of the replayed log
 * @param requests replayed, the newest of each customer
 * @param horizonDays of the values
 * @param championTotal sum of CLV over the customers, in {@code currency}
 * @param candidateTotal likewise
 * @param changes customers by relative change of their CLV, in order
 * @param moves between tiers, without those that stay
 * @param segments totals by segment, largest first
 */
public record ReplayReport(
    long champion,
    long candidate,
    Instant from,
    Instant until,
    long requests,
    int horizonDays,
    String currency,
    double championTotal,
    double candidateTotal,
    List<ChangeBin> changes,
    List<TierMove> moves,
    List<SegmentTotal> segments) {

  /**
   * @param from relative change, such as -0.4; the first bin holds everything below its {@code to}
   * @param to likewise; the last bin holds everything above its {@code from}
   */
  public record ChangeBin(double from, double to, long customers) {}

  /**
   * @param from tier by the champion: {@code high}, {@code medium} or {@code low}
   * @param to tier by the candidate
   * @param value change of their summed CLV
   */
  public record TierMove(String from, String to, long customers, double value) {}

  /** CLV of one segment's customers by both. */
  public record SegmentTotal(
      String segment, long customers, double championTotal, double candidateTotal) {}
}
