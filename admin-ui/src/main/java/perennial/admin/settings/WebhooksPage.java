package perennial.admin.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;
import perennial.admin.page.When;
import perennial.admin.session.ShownOnce;
import perennial.admin.table.TableView;

/**
 * Who is told of what happens.
 *
 * @param secret the signing secret that was just made; null when none was
 * @param url as typed for a new one
 */
public record WebhooksPage(
    String title,
    TableView<Row> webhooks,
    List<Event> events,
    @Nullable ShownOnce secret,
    @Nullable String note,
    FormErrors errors,
    String url) {

  /** What it can be told of. */
  public record Event(String name, boolean checked) {}

  /** One endpoint. */
  public record Row(Link url, String events, String state, String tone, When since, String by) {}
}
