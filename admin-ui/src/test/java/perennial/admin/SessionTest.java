package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.AuditLog.AuditFilter;

/** Signing in, staying signed in, signing out, and everybody who tries otherwise. */
final class SessionTest {
  private World world;
  private Browser browser;

  @BeforeEach
  void start() {
    world = World.filled();
    browser = world.browser;
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/", "/models/retail", "/models/retail/versions/1", "/models/retail/promote?version=1",
        "/models/retail/rollback", "/models/retail/compare?a=1&b=2", "/audit", "/audit.csv",
        "/password", "/nowhere"
      })
  void anyPage_withoutSession_leadsToSignIn(String path) {
    HttpResponse<String> response = browser.get(path);
    assertEquals(303, response.statusCode());
    assertTrue(Browser.location(response).startsWith("/login"), Browser.location(response));
    assertFalse(response.body().contains("retail"));
  }

  @Test
  void signIn_oneTimePassword_mustBeChangedFirst() {
    String oneTime = world.parts.accounts().issuePassword("admin", "test");
    HttpResponse<String> in = browser.signIn("admin", oneTime);
    assertEquals(303, in.statusCode());
    assertEquals("/password", Browser.location(in));
    assertEquals("/password", Browser.location(browser.get("/models/retail")));

    Map<String, String> tooShort = Map.of("new-password", "short", "new-password-again", "short");
    HttpResponse<String> refused = browser.submit("/password", "/password", tooShort);
    assertEquals(422, refused.statusCode());
    assertTrue(refused.body().contains("at least 12 characters"));

    Map<String, String> good =
        Map.of("new-password", World.PASSWORD, "new-password-again", World.PASSWORD);
    HttpResponse<String> changed = browser.submit("/password", "/password", good);
    assertEquals(303, changed.statusCode());
    assertEquals(200, browser.get("/").statusCode());
  }

  @Test
  void signIn_wrongPassword_isRefusedAndAudited() {
    world.parts.accounts().issuePassword("maria", "test");
    HttpResponse<String> response = browser.signIn("maria", "guess");
    assertEquals(401, response.statusCode());
    assertTrue(response.body().contains("No user has this name and password"));
    assertFalse(response.body().contains("guess"));
    AuditFilter refused = new AuditFilter("maria", "login-refused", "");
    assertEquals(1, world.parts.audit().entries(refused, 0, 9).size());
  }

  @Test
  void signIn_again_getsAnotherToken() {
    world.parts.accounts().issuePassword("maria", "test");
    world.parts.accounts().changePassword("maria", World.PASSWORD);
    String first = cookie(browser.signIn("maria", World.PASSWORD));
    browser.submit("/", "/logout", Map.of());
    String second = cookie(browser.signIn("maria", World.PASSWORD));
    assertNotEquals(first, second);
    assertTrue(second.contains("perennial=token-"), second);
  }

  private static String cookie(HttpResponse<String> response) {
    return String.join(";", response.headers().allValues("Set-Cookie"));
  }

  @Test
  void cookie_ofSession_isHiddenFromScriptsAndOtherSites() {
    world.parts.accounts().issuePassword("maria", "test");
    world.parts.accounts().changePassword("maria", World.PASSWORD);
    String cookie = cookie(browser.signIn("maria", World.PASSWORD));
    assertTrue(cookie.contains("; HTTPOnly"), cookie);
    assertTrue(cookie.contains("SameSite=Strict"), cookie);
  }

  @Test
  void signIn_withoutFormToken_isForbidden() {
    world.parts.accounts().issuePassword("maria", "test");
    Map<String, String> form = Map.of("user", "maria", "password", "x", "csrf", "0".repeat(64));
    assertEquals(403, browser.post("/login", form).statusCode());
    browser.get("/login");
    assertEquals(403, browser.post("/login", form).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x",
        "/login",
        "",
        "\\/evil.example",
        "/\tevil"
      })
  void signIn_nextToAnotherSite_leadsHome(String next) {
    world.parts.accounts().issuePassword("maria", "test");
    world.parts.accounts().changePassword("maria", World.PASSWORD);
    HttpResponse<String> in =
        browser.submit(
            "/login", "/login", Map.of("user", "maria", "password", World.PASSWORD, "next", next));
    assertEquals(303, in.statusCode());
    String to = Browser.location(in);
    assertTrue(to.equals("/") || to.equals(next) && next.startsWith("/%0d"), to);
  }

  @Test
  void signIn_nextToAPage_leadsThere() {
    world.parts.accounts().issuePassword("maria", "test");
    world.parts.accounts().changePassword("maria", World.PASSWORD);
    String page = "/models/retail/promote?version=5";
    String login = Browser.location(browser.get(page));
    Map<String, String> form = Map.of("user", "maria", "password", World.PASSWORD, "next", page);
    assertTrue(browser.get(login).body().contains("value=\"" + page + "\""));
    assertEquals(page, Browser.location(browser.submit(login, "/login", form)));
  }

  @Test
  void session_afterItsLifetime_isOver() {
    world.signedIn();
    assertEquals(200, browser.get("/").statusCode());
    world.parts.clock().advance(Duration.ofHours(13));
    assertEquals(303, browser.get("/").statusCode());
  }

  @Test
  void signOut_endsTheSessionInTheDatabase() {
    world.signedIn();
    assertEquals(303, browser.submit("/", "/logout", Map.of()).statusCode());
    assertEquals(303, browser.get("/").statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/logout", "/password", "/models/retail/deployments", "/models/retail/rollback"})
  void post_withoutFormToken_isForbiddenAndChangesNothing(String path) {
    world.signedIn();
    Map<String, String> form = Map.of("version", "5", "sequence", "6", "reason", "forged");
    assertEquals(403, browser.post(path, form).statusCode());
    assertEquals(6, world.parts.registry().live("retail").orElseThrow().sequence());
    assertEquals(200, browser.get("/").statusCode());
  }

  @Test
  void post_fromAnotherSite_isForbiddenEvenWithTheToken() {
    world.signedIn();
    String token = Browser.token(browser.get("/").body());
    HttpResponse<String> response =
        browser.post("/logout", Map.of("csrf", token), "Sec-Fetch-Site", "cross-site");
    assertEquals(403, response.statusCode());
    assertEquals(200, browser.get("/").statusCode());
  }

  @Test
  void everyResponse_carriesTheSecurityHeaders() {
    for (String path : List.of("/login", "/", "/assets/none.css")) {
      HttpResponse<String> response = browser.get(path);
      String policy = response.headers().firstValue("Content-Security-Policy").orElse("");
      assertTrue(policy.startsWith("default-src 'none'"), path + " " + response.headers());
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElse(""));
    }
  }
}
