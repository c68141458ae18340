package perennial.admin.settings;

import org.jspecify.annotations.Nullable;
import perennial.admin.page.When;
import perennial.admin.table.TableView;

/** Where the reader is signed in. */
public record SessionsPage(
    String title, String sub, TableView<Row> sessions, @Nullable String note) {
  /** One session. */
  public record Row(String id, When started, When seen, When ends, boolean current) {}
}
