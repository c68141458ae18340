package perennial.admin.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.When;

/**
 * One endpoint with what was sent to it.
 *
 * @param older link to older deliveries; null at the end
 * @param reason as typed before
 */
public record WebhookPage(
    String path,
    String title,
    String sub,
    boolean enabled,
    List<Row> deliveries,
    @Nullable String older,
    @Nullable String note,
    @Nullable String error,
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
