package perennial.admin.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.When;

/** Who did what, when and why. */
public record AuditPage(
    String title,
    String tone,
    String chain,
    String actor,
    String action,
    String text,
    boolean filtered,
    List<Row> rows,
    String csv,
    @Nullable String older,
    @Nullable String newest) {

  /** One entry. */
  public record Row(
      String id,
      When at,
      String actor,
      String action,
      String subject,
      String detail,
      String reason,
      String hash,
      String shortHash,
      boolean broken) {}
}
