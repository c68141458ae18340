package perennial.admin.audit;

import perennial.admin.page.When;
import perennial.admin.table.TableView;

/** Who did what, when and why. */
public record AuditPage(
    String title,
    String tone,
    String chain,
    String actor,
    String action,
    boolean filtered,
    TableView<Row> entries) {

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
