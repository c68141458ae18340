package perennial.admin.model;

import org.jspecify.annotations.Nullable;
import perennial.admin.page.Link;
import perennial.admin.page.When;
import perennial.admin.table.TableView;

/** All models. */
public record ModelsPage(String title, TableView<Row> models) {
  /**
   * One model.
   *
   * @param champion null when nothing serves
   */
  public record Row(
      Link model,
      @Nullable Link champion,
      Link newest,
      @Nullable When since,
      String by,
      String reason) {}
}
