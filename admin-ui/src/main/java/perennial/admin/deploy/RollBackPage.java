package perennial.admin.deploy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.deploy.PromotePage.Conflict;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;

/** Back to a version that has served. */
public record RollBackPage(
    String model,
    String title,
    String sub,
    String action,
    String sequence,
    List<Option> options,
    String reason,
    FormErrors errors,
    @Nullable Conflict conflict) {

  /** A version to go back to. */
  public record Option(
      String version,
      Link link,
      String served,
      String until,
      String by,
      String reason,
      String mae,
      boolean checked) {}
}
