package perennial.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import perennial.monitoring.RetrainingDecision.Answer;
import perennial.monitoring.RetrainingDecision.Outcome;

/**
 * Whether alarms start a retraining: two in consecutive windows or one of three times its limit,
 * outside the cool-down and within the daily budget. A pure function of what is passed.
 */
public final class RetrainingRule {
  private static final Duration DAY = Duration.ofHours(24);

  private final RetrainingLimits limits;

  public RetrainingRule(RetrainingLimits limits) {
    this.limits = limits;
  }

  /**
   * What was before.
   *
   * @param startedByAlert when alarms of this model started runs, in any order
   * @param running whether a run of this model is queued or under way
   */
  public record Past(List<Instant> startedByAlert, boolean running) {
    public Past {
      startedByAlert = List.copyOf(startedByAlert);
    }
  }

  /**
   * @param threads of one model
   * @param window that was just measured; threads without an alarm in it are passed over
   */
  public RetrainingDecision decide(
      List<AlarmThread> threads, MonitoringWindow window, Past past, Instant now) {
    List<Answer> answers = new ArrayList<>();
    List<AlarmThread> ready = new ArrayList<>();
    for (AlarmThread thread : threads) {
      int alarms = thread.alarmsInARow(window);
      if (alarms == 0) {
        continue;
      }
      Optional<Answer> held = held(thread, alarms, now);
      held.ifPresent(answers::add);
      if (held.isEmpty()) {
        ready.add(thread);
      }
    }
    ready.sort(Comparator.comparingDouble(thread -> -thread.seen().getLast().alarmUnits()));
    Optional<Answer> stop = ready.isEmpty() ? Optional.empty() : stop(ready.getFirst(), past, now);
    if (stop.isPresent()) {
      ready.forEach(
          thread -> answers.add(new Answer(thread, stop.get().outcome(), stop.get().reason())));
      return new RetrainingDecision(Optional.empty(), answers);
    }
    for (AlarmThread thread : ready) {
      answers.add(start(thread, ready.getFirst(), window));
    }
    return new RetrainingDecision(ready.stream().findFirst(), answers);
  }

  private Optional<Answer> held(AlarmThread thread, int alarms, Instant now) {
    if (thread.mutedUntil().isPresent() && now.isBefore(thread.mutedUntil().get())) {
      return Optional.of(
          new Answer(
              thread,
              Outcome.MUTED,
              "%s is muted until %s".formatted(thread.what(), thread.mutedUntil().get())));
    }
    double units = thread.seen().getLast().alarmUnits();
    if (alarms < limits.alarmsInARow() && units < limits.severe()) {
      return Optional.of(
          new Answer(
              thread,
              Outcome.WAITS,
              String.format(
                  Locale.ROOT,
                  "%s: alarm %d of %d in a row, %.1f times its limit (%.1f would start at once)",
                  thread.what(),
                  alarms,
                  limits.alarmsInARow(),
                  units,
                  limits.severe())));
    }
    return Optional.empty();
  }

  private Answer start(AlarmThread thread, AlarmThread first, MonitoringWindow window) {
    String reason =
        String.format(
            Locale.ROOT,
            "%s: %d alarms in a row, %.1f times its limit",
            thread.what(),
            thread.alarmsInARow(window),
            thread.seen().getLast().alarmUnits());
    return thread == first
        ? new Answer(thread, Outcome.STARTS, reason)
        : new Answer(thread, Outcome.JOINS, reason + "; started by " + first.what());
  }

  /** Why nothing starts, whatever the alarm. */
  private Optional<Answer> stop(AlarmThread thread, Past past, Instant now) {
    if (!limits.onAlert()) {
      return stop(thread, Outcome.NOT_ALLOWED, "the policy does not let alarms start a retraining");
    }
    if (past.running()) {
      return stop(thread, Outcome.RUNNING, "a retraining is queued or under way");
    }
    List<Instant> recent =
        past.startedByAlert().stream().filter(start -> !start.isAfter(now)).sorted().toList();
    if (!recent.isEmpty() && now.isBefore(recent.getLast().plus(limits.coolDown()))) {
      return stop(
          thread,
          Outcome.COOLING_DOWN,
          "cool-down until %s after the run of %s"
              .formatted(recent.getLast().plus(limits.coolDown()), recent.getLast()));
    }
    long today = recent.stream().filter(start -> start.isAfter(now.minus(DAY))).count();
    return today >= limits.dailyBudget()
        ? stop(
            thread,
            Outcome.OVER_BUDGET,
            "%d runs by alarms in 24 hours, the budget is %d"
                .formatted(today, limits.dailyBudget()))
        : Optional.empty();
  }

  private static Optional<Answer> stop(AlarmThread thread, Outcome outcome, String reason) {
    return Optional.of(new Answer(thread, outcome, reason));
  }
}
