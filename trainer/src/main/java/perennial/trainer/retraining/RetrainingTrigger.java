package perennial.trainer.retraining;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.monitoring.AlarmThread;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.RetrainingDecision;
import perennial.monitoring.RetrainingDecision.Answer;
import perennial.monitoring.RetrainingDecision.Outcome;
import perennial.monitoring.RetrainingLimits;
import perennial.monitoring.RetrainingRule;
import perennial.monitoring.Verdict;
import perennial.registry.Database;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts.AlertFilter;
import perennial.registry.retraining.AlarmDecision;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.TrainingRun;

/**
 * From alarms to a queued run, by {@link RetrainingRule}. What it decided about each alarm, and
 * why, is a note of the alert.
 */
public final class RetrainingTrigger {
  private static final Logger LOG = LoggerFactory.getLogger(RetrainingTrigger.class);
  private static final int MAX_ALERTS = 1_000;
  private static final int MAX_RUNS = 200;
  private static final int MAX_REASON = 1_000;

  private final Database database;
  private final Clock clock;

  public RetrainingTrigger(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Looks at the alarms of a window that was measured, and keeps what it decides about them all at
   * once: whatever ends it, the next look finds them decided or as they were. Returns the run it
   * queued.
   */
  public Optional<TrainingRun> consider(String model, MonitoringWindow window) {
    Map<Long, Alert> alarms = new HashMap<>();
    for (Alert alert : database.alerts().alerts(new AlertFilter(model, "", true), 0, MAX_ALERTS)) {
      // A window that is measured again has triggered, or not, before.
      if (alert.lastWindow().equals(window)
          && alert.alarms() > 0
          && !database.alerts().isDecided(alert.id(), window)) {
        alarms.put(alert.id(), alert);
      }
    }
    if (alarms.isEmpty()) {
      return Optional.empty();
    }
    Policy policy = database.trainingRuns().policy(model);
    RetrainingDecision decision =
        new RetrainingRule(limits(policy))
            .decide(
                alarms.values().stream().map(RetrainingTrigger::thread).toList(),
                window,
                past(model),
                clock.instant());
    Optional<NewTrainingRun> wanted =
        decision.trigger().map(thread -> wanted(model, thread, decision));
    Optional<TrainingRun> run =
        database
            .alerts()
            .decide(
                new AlarmDecision(
                    model,
                    window,
                    PolicyStep.ACTOR,
                    wanted,
                    decision.answers().stream().map(RetrainingTrigger::answer).toList()));
    run.ifPresent(r -> LOG.info("run {} of {} was queued: {}", r.id(), model, r.reason()));
    return run;
  }

  private static RetrainingLimits limits(Policy policy) {
    RetrainingLimits standard = RetrainingLimits.DEFAULT;
    return new RetrainingLimits(
        policy.onAlert(),
        standard.alarmsInARow(),
        standard.severe(),
        Duration.ofHours(policy.coolDownHours()),
        policy.dailyBudget());
  }

  /** An alert knows how many of its windows in a row were alarms, and the size in the last one. */
  private static AlarmThread thread(Alert alert) {
    List<AlarmThread.Seen> seen = new ArrayList<>();
    MonitoringWindow window = alert.lastWindow();
    for (int i = 0; i < alert.alarms(); i++) {
      seen.addFirst(new AlarmThread.Seen(window, Verdict.ALARM, i == 0 ? alert.size() : 1));
      window = window.previous();
    }
    return new AlarmThread(
        alert.id(),
        "%s of %s".formatted(alert.feature(), alert.segment().text()),
        seen,
        alert.mutedUntil());
  }

  private RetrainingRule.Past past(String model) {
    List<TrainingRun> runs = database.trainingRuns().runs(model, 0, MAX_RUNS);
    return new RetrainingRule.Past(
        runs.stream()
            .filter(run -> run.trigger() == TrainingRun.Trigger.ALERT)
            .map(TrainingRun::requestedAt)
            .toList(),
        runs.stream().anyMatch(run -> !run.state().ended()));
  }

  private static NewTrainingRun wanted(
      String model, AlarmThread thread, RetrainingDecision decision) {
    String reason =
        decision.answers().stream()
            .filter(answer -> answer.outcome() == Outcome.STARTS)
            .map(Answer::reason)
            .findFirst()
            .orElse(thread.what());
    return new NewTrainingRun(
        model,
        TrainingRun.Trigger.ALERT,
        OptionalLong.of(thread.id()),
        PolicyStep.ACTOR,
        reason.substring(0, Math.min(MAX_REASON, reason.length())),
        "{}");
  }

  private static AlarmDecision.Answer answer(Answer answer) {
    return new AlarmDecision.Answer(
        answer.thread().id(),
        answer.outcome() == Outcome.STARTS || answer.outcome() == Outcome.JOINS,
        answer.reason());
  }
}
