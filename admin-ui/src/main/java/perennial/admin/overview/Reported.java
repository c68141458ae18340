package perennial.admin.overview;

import perennial.admin.model.Fleet;
import perennial.admin.table.Column;
import perennial.admin.table.Table;

/**
 * What one server says about one model: a row of the servers.
 *
 * @param wanted version that it should serve
 */
record Reported(String model, long wanted, Fleet.Server server) {
  static final Table<Reported> TABLE =
      Table.of(
          "row",
          "rows",
          Column.text("server", "Server", r -> r.server().name()),
          Column.text("model", "Model", Reported::model),
          Column.number("serves", "Serves", r -> r.server().report().servingVersion()),
          Column.number("wanted", "Wanted", Reported::wanted),
          Column.text("state", "State", r -> r.server().state()),
          Column.text("detail", "Detail", r -> r.server().detail()),
          Column.number("reported_at", "Reported", r -> r.server().report().reportedAt()));
}
