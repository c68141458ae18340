package perennial.admin.alerts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.page.When;
import perennial.admin.table.TableView;

/**
 * The alerts, newest first.
 *
 * @param models to filter by
 * @param nothing what to say where no row is; empty when there are rows
 */
public record AlertsPage(
    String tone,
    String title,
    String model,
    boolean all,
    List<String> models,
    TableView<Row> alerts,
    String nothing,
    String json) {

  /** One thread. */
  public record Row(
      Link thread,
      String segment,
      Mark severity,
      String state,
      Link model,
      Link version,
      When since,
      Link window,
      String windows,
      String what,
      @Nullable Link run,
      @Nullable Link challenger) {}
}
