package perennial.admin.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.When;

/** Where the reader is signed in. */
public record SessionsPage(String title, String sub, List<Row> sessions, @Nullable String note) {
  /** One session. */
  public record Row(String id, When started, When seen, When ends, boolean current) {}
}
