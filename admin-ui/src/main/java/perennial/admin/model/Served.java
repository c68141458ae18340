package perennial.admin.model;

import java.util.List;
import perennial.admin.model.ServingHistory.Period;
import perennial.admin.table.Column;
import perennial.admin.table.Table;

/**
 * That a version served a model for a while: a row of "what served when", beside the time line.
 *
 * @param period as champion, challenger or shadow
 */
public record Served(String model, Period period) {
  /** The champions of several models. */
  public static final Table<Served> CHAMPIONS =
      Table.of(
          "period",
          "periods",
          Column.text("model", "Model", Served::model),
          Column.text("version", "Champion", s -> s.period().version()),
          Column.text("from", "From", s -> s.period().from()),
          Column.text("to", "To", s -> Column.of(s.period().to())),
          Column.text("by", "By", s -> s.period().began().actor()),
          Column.text("reason", "Reason", s -> s.period().began().reason()),
          Column.hidden("deployment", s -> s.period().began().sequence()));

  /** All that one version was to its model. */
  static final Table<Served> ROLES =
      Table.of(
          "period",
          "periods",
          Column.hidden("model", Served::model),
          Column.hidden("version", s -> s.period().version()),
          Column.text("role", "As", s -> s.period().role()),
          Column.hidden("share", s -> s.period().share()),
          Column.text("from", "From", s -> s.period().from()),
          Column.text("to", "To", s -> Column.of(s.period().to())),
          Column.text("by", "By", s -> s.period().began().actor()),
          Column.text("reason", "Reason", s -> s.period().began().reason()),
          Column.hidden("deployment", s -> s.period().began().sequence()));

  /** The champions of a model, newest first. */
  public static List<Served> champions(String model, ServingHistory history) {
    return history.merged().reversed().stream().map(p -> new Served(model, p)).toList();
  }

  /** What one version was, newest first. */
  static List<Served> of(String model, long version, ServingHistory history) {
    return history.merged(version).reversed().stream().map(p -> new Served(model, p)).toList();
  }
}
