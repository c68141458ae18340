package perennial.admin.training;

import perennial.admin.table.Column;
import perennial.admin.table.Listing;
import perennial.admin.table.Table;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRuns;

/** The table of training runs. */
final class RunTable {
  static final Table<TrainingRun> TABLE =
      Table.of(
          "run",
          "runs",
          Column.text("id", "Run", TrainingRun::id),
          Column.hidden("model", TrainingRun::model),
          Column.text("state", "State", TrainingRun::state),
          Column.text("reason", "Why", TrainingRun::reason),
          Column.hidden("trigger", TrainingRun::trigger),
          Column.hidden("alert", r -> Column.of(r.alert())),
          Column.hidden("actor", TrainingRun::actor),
          Column.hidden("settings", TrainingRun::settings),
          Column.text("requested_at", "Requested", TrainingRun::requestedAt),
          Column.hidden("started_at", r -> Column.of(r.startedAt())),
          Column.hidden("ended_at", r -> Column.of(r.endedAt())),
          Column.hidden("version", r -> Column.of(r.version())),
          Column.text("outcome", "Outcome", TrainingRun::outcome));

  private RunTable() {}

  /**
   * @param model empty for any
   */
  static Listing<TrainingRun> listing(TrainingRuns runs, String model) {
    return new Listing<>((before, limit) -> runs.runs(model, before, limit), TrainingRun::id);
  }
}
