package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.Role;
import perennial.registry.Users.Member;

/** Users, keys and sessions, over HTTP. */
final class SettingsTest extends SettingsCase {
  private static final Pattern SESSION_ID = Pattern.compile("name=\"id\" value=\"([^\"]+)\"");

  private Member member(String name) {
    return world.parts.users().members().stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void user_created_signsInWithThePasswordThatIsShownOnce() {
    String password =
        secretAfter(submit("/settings/users", Map.of("name", "nina", "role", "engineer")));
    assertEquals(Role.ENGINEER, member("nina").role());
    Browser nina = new Browser(world.ui);
    assertEquals("/password", Browser.location(nina.signIn("nina", password)));
  }

  @ParameterizedTest
  @CsvSource({"otto, viewer, There is a user", "nina, king, Role &#39;king&#39; is none"})
  void user_thatCannotBe_isExplained(String name, String role, String why) {
    HttpResponse<String> response = submit("/settings/users", Map.of("name", name, "role", role));
    assertEquals(422, response.statusCode());
    assertTrue(response.body().contains(why), response.body());
  }

  @Test
  void user_wronglyInBothFields_listsBoth_andKeepsWhatWasTyped() {
    String page = submit("/settings/users", Map.of("name", "two words", "role", "king")).body();
    assertTrue(page.contains("<a href=\"#name\">User &#39;two words&#39; must be"), page);
    assertTrue(page.contains("<a href=\"#role\">Role &#39;king&#39; is none."), page);
    assertTrue(page.contains("value=\"two words\""), page);
    String again = submit("/settings/users", Map.of("name", "-", "role", "engineer")).body();
    assertTrue(again.matches("(?s).*value=\"engineer\"[^>]*checked.*"), again);
  }

  @Test
  void role_wronglyInBothFields_listsBoth_andOnlyItsFormKeepsTheReason() {
    Map<String, String> wrong = Map.of("role", "king", "reason", " ");
    HttpResponse<String> refused = submit("/settings/users/otto/role", wrong);
    assertEquals(422, refused.statusCode());
    assertTrue(refused.body().contains("<a href=\"#role\">Role"), refused.body());
    assertTrue(refused.body().contains("<a href=\"#why-role\">Say why"), refused.body());
    Map<String, String> long1001 = Map.of("role", "admin", "reason", "y".repeat(1001));
    String page = submit("/settings/users/otto/role", long1001).body();
    assertTrue(page.contains("<a href=\"#why-role\">The reason has 1001"), page);
    assertEquals(2, page.split("y".repeat(1001), -1).length, "in one of the four forms");
    assertTrue(page.matches("(?s).*value=\"admin\"[^>]*checked.*"), page);
  }

  @Test
  void key_wronglyInBothFields_listsBoth_andKeepsWhatWasTyped() {
    String page = submit("/settings/keys", Map.of("name", "two words")).body();
    assertTrue(page.contains("<a href=\"#name\">Name &#39;two words&#39; must be"), page);
    assertTrue(page.contains("<a href=\"#scope-predict\">Say what the key allows"), page);
    String again = submit("/settings/keys", Map.of("name", "", "scope-events", "yes")).body();
    assertTrue(again.matches("(?s).*name=\"scope-events\"[^>]*checked.*"), again);
    assertFalse(again.matches("(?s).*name=\"scope-predict\"[^>]*checked.*"), again);
    assertFalse(again.contains("#scope-predict"), again);
  }

  @Test
  void key_notRevoked_isOpenAtItsReason() {
    String page = submit("/settings/keys/revoke", Map.of("name", "shop", "reason", " ")).body();
    assertTrue(page.contains("<a href=\"#why-shop\">Say why"), page);
    assertEquals(2, page.split("<details open", -1).length, page);
    assertTrue(page.contains("id=\"why-shop-wrong\""), page);
  }

  @Test
  void password_wronglyInBothFields_listsBoth() {
    Map<String, String> form =
        Map.of(
            "current-password", "a wrong one of mine",
            "new-password", "a new long password",
            "new-password-again", "a new long passwort");
    HttpResponse<String> response = submit("/password", form);
    assertEquals(422, response.statusCode());
    String page = response.body();
    assertTrue(page.contains("<a href=\"#current-password\">The current password is not"), page);
    assertTrue(page.contains("<a href=\"#new-password-again\">The two new passwords"), page);
    assertFalse(page.contains("a new long password"), "never shown again");
  }

  /** The registry refuses what only looks blank; the form says so instead of failing. */
  @ParameterizedTest
  @ValueSource(strings = {"\u00a0", "\u200b", "a\u2028b"})
  void reason_thatTheRegistryWouldRefuse_isExplained(String reason) {
    HttpResponse<String> response = submit("/settings/users/otto/delete", Map.of("reason", reason));
    assertEquals(422, response.statusCode(), response.body());
    assertTrue(response.body().contains("<a href=\"#why-delete\">"), response.body());
  }

  @Test
  void role_changed_holdsAtOnce() {
    world.parts.accounts().add("emil", Role.ENGINEER, World.PASSWORD);
    Browser emil = new Browser(world.ui);
    assertEquals(303, emil.signIn("emil", World.PASSWORD).statusCode());
    Map<String, String> form = Map.of("role", "viewer", "reason", "left the team");
    assertEquals(
        "/settings/users/emil?done=role",
        Browser.location(submit("/settings/users/emil/role", form)));
    assertEquals(List.of("user emil (left the team)"), audited("change-role"));
    String token = Browser.token(emil.get("/").body());
    assertEquals(403, emil.post("/models/retail/rollback", Map.of("csrf", token)).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/settings/users/otto/role",
        "/settings/users/otto/disabled",
        "/settings/users/otto/password",
        "/settings/users/otto/delete",
        "/settings/keys/revoke",
        "/settings/webhooks/1/enabled",
        "/settings/webhooks/1/delete",
        "/customers/erase",
        "/customers/export"
      })
  void act_withoutReason_isExplainedAndNotDone(String path) {
    int before = world.parts.audit().entries(AuditFilter.NONE, 0, 1000).size();
    Map<String, String> form =
        Map.of("role", "viewer", "disabled", "true", "name", "shop", "id", "ana", "reason", " ");
    HttpResponse<String> response = submit(path, form);
    assertEquals(422, response.statusCode(), response.body());
    assertTrue(response.body().contains("Say why"), response.body());
    assertEquals(before, world.parts.audit().entries(AuditFilter.NONE, 0, 1000).size());
  }

  @Test
  void user_disabledAndDeleted_isOut() {
    Map<String, String> form = Map.of("disabled", "true", "reason", "gone");
    assertEquals(303, submit("/settings/users/otto/disabled", form).statusCode());
    assertTrue(member("otto").disabled());
    assertTrue(browser.get("/settings/users/otto").body().contains("otto cannot sign in"));
    assertEquals(303, submit("/settings/users/otto/delete", Map.of("reason", "gone")).statusCode());
    assertEquals(404, browser.get("/settings/users/otto").statusCode());
  }

  @Test
  void key_issued_isShownOnceAndRevokedWithReason() {
    Map<String, String> form = Map.of("name", "ci", "scope-registry", "yes");
    String key = secretAfter(submit("/settings/keys", form));
    assertTrue(key.startsWith("prk_"), key);
    assertTrue(browser.get("/settings/keys").body().contains("3 keys are live"));
    HttpResponse<String> again = submit("/settings/keys", form);
    assertEquals(422, again.statusCode(), "replacing one would stop a program");
    Map<String, String> revoke = Map.of("name", "ci", "reason", "moved");
    assertEquals(303, submit("/settings/keys/revoke", revoke).statusCode());
    assertEquals(List.of("key ci (moved)"), audited("revoke-key"));
    assertEquals(404, submit("/settings/keys/revoke", revoke).statusCode());
  }

  @Test
  void session_ownOne_canBeEnded() {
    Browser elsewhere = new Browser(world.ui);
    assertEquals(303, elsewhere.signIn("maria", World.PASSWORD).statusCode());
    String page = browser.get("/settings/sessions").body();
    assertTrue(page.contains("maria is signed in in 2 places"), page);
    for (String row : page.split("<tr>")) {
      Matcher id = SESSION_ID.matcher(row);
      if (id.find() && !row.contains("this one")) {
        Map<String, String> form = Map.of("id", id.group(1));
        assertEquals(303, submit("/settings/sessions/end", form).statusCode());
      }
    }
    assertEquals(303, elsewhere.get("/").statusCode(), "signed out there");
    assertEquals(200, browser.get("/").statusCode(), "not here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/settings/users.csv", "/settings/keys.csv", "/settings/webhooks.csv",
        "/settings/webhooks/1/deliveries.csv", "/models.csv", "/customers/events.csv?id=ana",
        "/customers/predictions.csv?id=ana", "/settings/sessions.csv"
      })
  void csv_ofEveryTable_isADownload(String path) {
    HttpResponse<String> csv = browser.get(path);
    assertEquals(200, csv.statusCode(), csv.body());
    assertTrue(csv.headers().firstValue("Content-Type").orElse("").startsWith("text/csv"));
    assertTrue(csv.headers().firstValue("Content-Disposition").orElse("").contains("attachment"));
    assertTrue(csv.body().lines().count() > 1, csv.body());
  }

  @Test
  void logs_duringAllActs_holdNoSecret() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level level = root.getLevel();
    ListAppender<ILoggingEvent> captured = new ListAppender<>();
    captured.start();
    root.addAppender(captured);
    root.setLevel(Level.DEBUG);
    String password;
    String key;
    String signing;
    try {
      password = secretAfter(submit("/settings/users", Map.of("name", "nina", "role", "viewer")));
      key = secretAfter(submit("/settings/keys", Map.of("name", "ci", "scope-predict", "yes")));
      signing = secretAfter(submit("/settings/webhooks", Map.of("url", "https://a.example/x")));
      Browser elsewhere = new Browser(world.ui);
      var wrong = elsewhere.signIn("maria", "a wrong password here");
      var right = elsewhere.signIn("maria", World.PASSWORD);
      assertNotEquals(wrong.statusCode(), right.statusCode());
    } finally {
      root.setLevel(level);
      root.detachAppender(captured);
    }
    String log =
        List.copyOf(captured.list).stream()
            .map(e -> e.getFormattedMessage() + " " + e.getThrowableProxy())
            .collect(Collectors.joining("\n"));
    assertTrue(log.contains("sign-in refused"), "the log is captured");
    for (String secret :
        List.of(
            password, key, signing, World.PASSWORD, "a wrong password here", "perennial=token-")) {
      assertFalse(log.contains(secret), secret);
    }
  }
}
