package perennial.evaluation.charts;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

/**
 * The periods of a tracking chart. Days are counted from the first arrival, which is day 0.
 *
 * @param firstDay on which the first customer of the cohort arrived
 * @param observationEnd at or after it
 * @param holdoutDays after the observation end, {@code >= 0}
 */
public record TrackingCalendar(LocalDate firstDay, LocalDate observationEnd, int holdoutDays) {
  /** More periods than this are no longer told apart in a chart. */
  private static final int MOST = 300;

  private static final int[] LENGTHS = {7, 28, 91, 364};

  /**
   * @throws IllegalArgumentException when the observation end is before the first day, or the
   *     holdout negative
   */
  public TrackingCalendar {
    if (observationEnd.isBefore(firstDay) || holdoutDays < 0) {
      throw new IllegalArgumentException(
          "first day %s, observation end %s, holdout days %d must be in order"
              .formatted(firstDay, observationEnd, holdoutDays));
    }
  }

  /** The day of the observation end. */
  int observationDay() {
    return Math.toIntExact(ChronoUnit.DAYS.between(firstDay, observationEnd));
  }

  /** The last day of all. */
  int lastDay() {
    return observationDay() + holdoutDays;
  }

  /** A week, or the next of 28, 91 and 364 days that gives a few hundred periods at most. */
  int periodDays() {
    return IntStream.of(LENGTHS)
        .filter(days -> lastDay() / days <= MOST)
        .findFirst()
        .orElse(LENGTHS[LENGTHS.length - 1]);
  }

  /**
   * The last day of every period. One of them is the observation end, so that the first period and
   * the last may be shorter than the others.
   */
  int[] ends() {
    int length = periodDays();
    int first = observationDay() % length;
    return IntStream.concat(
            IntStream.iterate(first, day -> day <= lastDay(), day -> day + length),
            IntStream.of(lastDay()))
        .distinct()
        .toArray();
  }
}
