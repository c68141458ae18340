package perennial.admin.accuracy;

import java.util.List;
import perennial.admin.page.Link;

/** The newest answer of every model. */
public record AccuracyIndexPage(String tone, String title, List<Row> rows) {

  /** One model. */
  public record Row(Link model, String tone, String answer, String detail) {}
}
