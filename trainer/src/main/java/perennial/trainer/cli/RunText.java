package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.RunLine;
import perennial.registry.retraining.TrainingRun;

/** Training runs as people and programs read them. */
final class RunText {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RunText() {}

  static String table(List<TrainingRun> runs) {
    if (runs.isEmpty()) {
      return "no runs";
    }
    Table table = Table.of("rlllll");
    table.row("run", "model", "state", "requested", "by", "outcome or step");
    for (TrainingRun run : runs) {
      table.row(
          Long.toString(run.id()),
          run.model(),
          run.state().name().toLowerCase(Locale.ROOT),
          seconds(run.requestedAt()),
          run.trigger().name().toLowerCase(Locale.ROOT) + ", " + run.actor(),
          run.state().ended() ? run.outcome() : step(run));
    }
    return table.text("");
  }

  private static String step(TrainingRun run) {
    return run.state() == TrainingRun.State.QUEUED
        ? "waits for a worker"
        : "%s, %d of %d".formatted(run.step(), run.done(), run.total());
  }

  static String one(TrainingRun run, List<RunLine> lines, List<GateResult> gates) {
    StringBuilder text = new StringBuilder(table(List.of(run)));
    text.append("reason: ").append(run.reason()).append('\n');
    lines.forEach(
        line -> text.append(seconds(line.at())).append("  ").append(line.text()).append('\n'));
    if (!gates.isEmpty()) {
      Table table = Table.of("lll");
      gates.forEach(gate ->
          table.row(gate.gate(), gate.outcome().name().toLowerCase(Locale.ROOT), gate.finding()));
      text.append("gates:\n").append(table.text("  "));
    }
    return text.toString();
  }

  static ArrayNode json(List<TrainingRun> runs) {
    ArrayNode array = NODES.arrayNode();
    runs.forEach(run -> array.add(json(run)));
    return array;
  }

  static ObjectNode json(TrainingRun run) {
    ObjectNode json = NODES.objectNode();
    json.put("run", run.id());
    json.put("model", run.model());
    json.put("state", run.state().name());
    json.put("trigger", run.trigger().name());
    run.alert().ifPresent(alert -> json.put("alert", alert));
    json.put("actor", run.actor());
    json.put("reason", run.reason());
    json.put("settings", run.settings());
    json.put("requestedAt", run.requestedAt().toString());
    run.startedAt().ifPresent(at -> json.put("startedAt", at.toString()));
    run.endedAt().ifPresent(at -> json.put("endedAt", at.toString()));
    json.put("step", run.step());
    json.put("done", run.done());
    json.put("total", run.total());
    run.version().ifPresent(version -> json.put("version", version));
    json.put("outcome", run.outcome());
    return json;
  }

  static ObjectNode json(TrainingRun run, List<RunLine> lines, List<GateResult> gates) {
    ObjectNode json = json(run);
    ArrayNode log = json.putArray("log");
    lines.forEach(line -> log.addObject().put("at", line.at().toString()).put("text", line.text()));
    ArrayNode results = json.putArray("gates");
    gates.forEach(gate ->
        results
            .addObject()
            .put("gate", gate.gate())
            .put("outcome", gate.outcome().name())
            .put("finding", gate.finding())
            .put("evidence", gate.evidence()));
    return json;
  }

  private static String seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
