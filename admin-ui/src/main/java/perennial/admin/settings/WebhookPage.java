package perennial.admin.settings;

import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.When;
import perennial.admin.table.TableView;

/**
 * One endpoint with what was sent to it.
 *
 * @param act which form was sent; empty for none
 * @param reason as typed into it
 */
public record WebhookPage(
    String path,
    String title,
    String sub,
    boolean enabled,
    TableView<Row> deliveries,
    @Nullable String note,
    FormErrors errors,
    String act,
    String reason) {

  /**
   * One message.
   *
   * @param again whether it can be sent again
   */
  public record Row(
      String id,
      String event,
      String state,
      String tone,
      String attempts,
      String status,
      String detail,
      When created,
      @Nullable When next,
      String body,
      boolean again) {}
}
