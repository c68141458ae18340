package perennial.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import perennial.registry.TrainingRunTable.Silent;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRun.State;

/** How runs leave their workers, within the caller's transaction, which has locked the run. */
final class RunEnds {
  /** How often a run is queued again after its worker was gone. */
  private static final int MAX_RECOVERIES = 1;

  private RunEnds() {}

  static TrainingRun end(Handle handle, long id, State state, String outcome) {
    RunLogTable.append(handle, id, outcome);
    TrainingRun ended = TrainingRunTable.move(handle, id, state, outcome);
    if (state == State.SUCCEEDED || state == State.FAILED) {
      Outbox.publish(
          handle, state == State.SUCCEEDED ? "run.succeeded" : "run.failed", inWords(ended));
    }
    return ended;
  }

  private static Map<String, Object> inWords(TrainingRun run) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", run.id());
    data.put("model", run.model());
    data.put("trigger", run.trigger());
    run.alert().ifPresent(alert -> data.put("alert", alert));
    run.version().ifPresent(version -> data.put("version", version));
    data.put("reason", run.reason());
    data.put("outcome", run.outcome());
    return data;
  }

  static void handBack(Handle handle, TrainingRun run, String why) {
    if (run.state() == State.CANCELLING) {
      end(handle, run.id(), State.CANCELLED, "cancelled; " + why);
    } else {
      requeue(handle, run, why);
    }
  }

  private static TrainingRun requeue(Handle handle, TrainingRun run, String why) {
    RunLogTable.append(handle, run.id(), "queued again: " + why);
    return TrainingRunTable.move(handle, run.id(), State.QUEUED, "");
  }

  static void cancel(Handle handle, TrainingRun run, String actor) {
    if (run.state() == State.QUEUED) {
      end(handle, run.id(), State.CANCELLED, "cancelled by %s before it began".formatted(actor));
    } else if (run.state() == State.RUNNING) {
      RunLogTable.append(handle, run.id(), "a stop was asked for by " + actor);
      TrainingRunTable.cancelling(handle, run.id());
    }
    JdbiAuditLog.append(
        handle, actor, "cancel training", run.model(), "training run " + run.id(), "");
  }

  static TrainingRun recover(Handle handle, Silent silent) {
    TrainingRun run = silent.run();
    String gone =
        "its worker %s was last heard of at %s, %s"
            .formatted(silent.worker(), run.heartbeat().orElseThrow(), run.step());
    if (run.state() == State.CANCELLING) {
      return end(handle, run.id(), State.CANCELLED, "cancelled; " + gone);
    }
    if (silent.recoveries() >= MAX_RECOVERIES) {
      return end(handle, run.id(), State.FAILED, "given up the second time: " + gone);
    }
    TrainingRunTable.countRecovery(handle, run.id());
    return requeue(handle, run, gone);
  }
}
