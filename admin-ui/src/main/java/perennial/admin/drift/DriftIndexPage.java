package perennial.admin.drift;

import org.jspecify.annotations.Nullable;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.admin.table.TableView;

/** The newest windows of every model. */
public record DriftIndexPage(String tone, String title, TableView<Row> rows) {
  static final Table<Row> TABLE =
      Table.of(
          "model",
          "models",
          Column.text("model", "Model", r -> r.model().text()),
          Column.text("champion", "Champion", Row::champion),
          Column.text("week", "Newest week", r -> words(r.week())),
          Column.hidden("week_window", r -> window(r.week())),
          Column.text("day", "Newest day", r -> words(r.day())),
          Column.hidden("day_window", r -> window(r.day())));

  private static @Nullable String words(@Nullable Newest newest) {
    return newest == null ? null : newest.mark().word();
  }

  private static @Nullable String window(@Nullable Newest newest) {
    return newest == null ? null : newest.window().text();
  }

  /** One model. */
  public record Row(Link model, String champion, @Nullable Newest week, @Nullable Newest day) {}

  /** The newest window of one period. */
  public record Newest(Link window, Mark mark, String detail) {}
}
