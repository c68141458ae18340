package perennial.admin.drift;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;

/** The newest windows of every model. */
public record DriftIndexPage(String tone, String title, List<Row> rows) {

  /** One model. */
  public record Row(Link model, String champion, @Nullable Newest week, @Nullable Newest day) {}

  /** The newest window of one period. */
  public record Newest(Link window, Mark mark, String detail) {}
}
