package perennial.admin.accuracy;

import perennial.admin.page.Link;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.admin.table.TableView;

/** The newest answer of every model. */
public record AccuracyIndexPage(String tone, String title, TableView<Row> rows) {
  static final Table<Row> TABLE =
      Table.of(
          "model",
          "models",
          Column.text("model", "Model", r -> r.model().text()),
          Column.text("answer", "Answer", Row::answer),
          Column.text("labels", "Labels", Row::detail));

  /** One model. */
  public record Row(Link model, String tone, String answer, String detail) {}
}
