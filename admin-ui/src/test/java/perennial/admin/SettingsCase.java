package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import perennial.registry.AuditLog.AuditFilter;

/** A world with people, keys and webhooks, of which an administrator is signed in. */
abstract class SettingsCase {
  private static final Pattern SECRET = Pattern.compile("class=\"secret\">([^<]+)<");

  World world;
  Browser browser;

  @BeforeEach
  void start() {
    world = World.peopled().signedIn();
    browser = world.browser;
  }

  @AfterEach
  void stop() {
    world.close();
  }

  HttpResponse<String> submit(String path, Map<String, String> fields) {
    return browser.submit("/", path, fields);
  }

  /** The secret on the page that a form led to. */
  String secretAfter(HttpResponse<String> response) {
    assertEquals(303, response.statusCode(), response.body());
    String page = browser.get(Browser.location(response)).body();
    Matcher m = SECRET.matcher(page);
    assertTrue(m.find(), page);
    assertFalse(SECRET.matcher(browser.get(Browser.location(response)).body()).find(), "once");
    return m.group(1);
  }

  List<String> audited(String action) {
    return world.parts.audit().entries(new AuditFilter("maria", action, ""), 0, 9).stream()
        .map(e -> e.subject() + " (" + e.reason() + ")")
        .toList();
  }
}
