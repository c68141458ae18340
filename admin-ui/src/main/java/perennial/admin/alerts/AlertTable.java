package perennial.admin.alerts;

import perennial.admin.table.Column;
import perennial.admin.table.Listing;
import perennial.admin.table.Table;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Alerts.AlertFilter;

/** The table of alerts. */
final class AlertTable {
  static final Table<Alert> TABLE =
      Table.of(
          "alert",
          "alerts",
          Column.hidden("id", Alert::id),
          Column.text("severity", "Alert", Alert::severity),
          Column.text("feature", "What", Alert::feature),
          Column.hidden("dimension", a -> a.segment().dimension()),
          Column.hidden("value", a -> a.segment().value()),
          Column.hidden("what", Alert::what),
          Column.text("state", "State", Alert::state),
          Column.text("first_seen", "Since", Alert::firstSeen),
          Column.hidden("last_seen", Alert::lastSeen),
          Column.hidden("period", a -> a.lastWindow().period()),
          Column.text("last_window", "Last window", a -> a.lastWindow().start()),
          Column.hidden("windows", Alert::windows),
          Column.text("model", "Model", Alert::model),
          Column.hidden("version", Alert::version),
          Column.text("training_run", "Retraining", a -> Column.of(a.trainingRun())),
          Column.hidden("challenger", a -> Column.of(a.challenger())),
          Column.hidden("suggestion", Alert::suggestion),
          Column.hidden("acknowledged_by", Alert::acknowledgedBy),
          Column.hidden("muted_until", a -> Column.of(a.mutedUntil())));

  private AlertTable() {}

  static Listing<Alert> listing(Alerts alerts, AlertFilter filter) {
    return new Listing<>((before, limit) -> alerts.alerts(filter, before, limit), Alert::id);
  }
}
