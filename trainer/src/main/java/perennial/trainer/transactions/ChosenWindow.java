package perennial.trainer.transactions;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The days that a run looks at, after a check against the days of the data.
 *
 * @param warnings what is odd about them; empty when all is well
 */
public record ChosenWindow(Window window, List<String> warnings) {
  public ChosenWindow {
    warnings = List.copyOf(warnings);
  }

  /**
   * Takes the given observation end, else the last day of the data minus the holdout.
   *
   * @param clock tells today, in the log's time zone
   * @throws BadInput when the holdout reaches beyond the data or beyond today, since days without
   *     data would be judged as days without purchases; or when the data go beyond today and nobody
   *     said where the observation ends
   */
  public static ChosenWindow of(
      TransactionLog log, Optional<LocalDate> observationEnd, int holdoutDays, Clock clock) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), log.zone());
    if (observationEnd.isEmpty() && log.lastDay().isAfter(today)) {
      throw new BadInput(
          "the last line of the data is of %s, which is after today, %s: correct it, or say"
                  .formatted(log.lastDay(), today)
              + " --observation-end DATE; lines after that (and the holdout) are then dropped and"
              + " counted");
    }
    LocalDate end = observationEnd.orElseGet(() -> log.lastDay().minusDays(holdoutDays));
    Window window = new Window(end, holdoutDays);
    requireDataFor(window, log, today);
    return new ChosenWindow(window, warnings(end, log.lastDay()));
  }

  private static void requireDataFor(Window window, TransactionLog log, LocalDate today) {
    boolean future = log.lastDay().isAfter(today);
    LocalDate last = future ? today : log.lastDay();
    if (window.holdoutDays() == 0 || !window.holdoutEnd().isAfter(last)) {
      return;
    }
    long possible = Math.max(0, last.toEpochDay() - window.observationEnd().toEpochDay());
    throw new BadInput(
        "the holdout of %d days after %s ends on %s, but %s %s: the largest holdout possible is %d"
                .formatted(
                    window.holdoutDays(),
                    window.observationEnd(),
                    window.holdoutEnd(),
                    future ? "today is" : "the last day of the data is",
                    last,
                    possible)
            + " days (--holdout-days), or end the observation earlier (--observation-end)");
  }

  private static List<String> warnings(LocalDate end, LocalDate lastDay) {
    return end.isAfter(lastDay)
        ? List.of(
            "the observation end %s is after the last day of the data, %s: the days between count"
                    .formatted(end, lastDay)
                + " as days without purchases")
        : List.of();
  }
}
