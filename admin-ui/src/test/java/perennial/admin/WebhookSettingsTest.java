package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import perennial.registry.Role;

/** Webhooks, over HTTP. */
final class WebhookSettingsTest extends SettingsCase {
  @Test
  void webhook_wrongly_keepsItsAddressAndEvents() {
    Map<String, String> form = Map.of("url", "ftp://x", "event-alert.opened", "yes");
    String page = submit("/settings/webhooks", form).body();
    assertTrue(page.contains("<a href=\"#url\">Url must begin with http"), page);
    assertTrue(page.contains("value=\"ftp://x\""), page);
    assertTrue(page.matches("(?s).*name=\"event-alert.opened\"[^>]*checked.*"), page);
  }

  @Test
  void webhook_fromItsSecretToItsEnd() {
    Map<String, String> form =
        Map.of("url", "https://pager.example/in?token=x", "event-alert.opened", "yes");
    assertTrue(secretAfter(submit("/settings/webhooks", form)).startsWith("whsec_"));
    assertEquals(422, submit("/settings/webhooks", Map.of("url", "ftp://x")).statusCode());
    String log = browser.get("/settings/webhooks/1").body();
    assertTrue(log.contains("missed 1 message"), log);
    assertTrue(log.contains("answered 503 Service Unavailable"), log);
    assertEquals(303, submit("/settings/webhooks/1/resend", Map.of("delivery", "2")).statusCode());
    Map<String, String> off = Map.of("enabled", "false", "reason", "too loud");
    assertEquals(303, submit("/settings/webhooks/1/enabled", off).statusCode());
    assertTrue(browser.get("/settings/webhooks/1").body().contains("Enable webhook"));
    assertEquals(
        303, submit("/settings/webhooks/1/delete", Map.of("reason", "replaced")).statusCode());
    assertEquals(404, browser.get("/settings/webhooks/1").statusCode());
  }

  @Test
  void webhook_messageOfAnother_isNotSentAgain() {
    Map<String, String> form = Map.of("url", "https://other.example/in");
    assertEquals(303, submit("/settings/webhooks", form).statusCode());
    HttpResponse<String> response = submit("/settings/webhooks/2/resend", Map.of("delivery", "2"));
    assertEquals(404, response.statusCode(), response.body());
    assertEquals(List.of(), audited("resend delivery"));
  }

  @Test
  void webhook_addressMayHoldAToken_soOthersSeeItsHostOnly() {
    world.parts.accounts().add("vic", Role.VIEWER, World.PASSWORD);
    Browser viewer = new Browser(world.ui);
    var unused = viewer.signIn("vic", World.PASSWORD);
    for (String path :
        List.of("/settings/webhooks", "/settings/webhooks/1", "/settings/webhooks.csv")) {
      String seen = viewer.get(path).body();
      assertTrue(seen.contains("https://chat.example/…"), seen);
      assertFalse(seen.contains("T0/secret"), seen);
    }
    assertTrue(browser.get("/settings/webhooks").body().contains("T0/secret"));
  }
}
