package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.admin.testing.Sample;
import perennial.admin.testing.SettableClock;
import perennial.registry.Database;
import perennial.registry.Role;
import perennial.registry.testing.TestDatabase;

/**
 * What guards the way in, over every route that asks for a password, starts or ends a session, or
 * sends a browser on; on a real database, which keeps the sessions and counts the failures.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SignInGuardsTest {
  private static final Pattern TOKEN = Pattern.compile("perennial=([^;]+);");
  private static final String OTHER = "another long password";
  private static final List<String> ELSEWHERE =
      List.of(
          "//evil.example",
          "///evil.example",
          "/\\evil.example",
          "\\\\evil.example",
          "https://evil.example/",
          "http:evil.example",
          "javascript:alert(1)",
          "/\tevil.example",
          " //evil.example",
          "/\r\nLocation: https://evil.example",
          "@evil.example");

  private final AtomicInteger number = new AtomicInteger();
  private SettableClock clock;
  private Database database;
  private AdminUi ui;
  private Browser admin;

  /** Somebody who is signed in and stays so, to whom the browser belongs. */
  private String traveller;

  private Browser travellers;

  @BeforeAll
  void start() {
    clock = new SettableClock(Sample.NOW);
    database = TestDatabase.fresh(clock);
    Sample.fill(database.registry(), clock, database.audit(), database.accounts());
    ui = AdminUi.start(AdminConfig.defaults().at("127.0.0.1", 0), database, clock);
    admin = signedIn(person(Role.ADMIN));
    traveller = person(Role.VIEWER);
    travellers = signedIn(traveller);
  }

  @AfterAll
  void stop() {
    ui.close();
    database.close();
  }

  /** Somebody new with the password of the tests. */
  private String person(Role role) {
    String name = "person-" + number.incrementAndGet();
    String unused = database.users().create(name, role, "setup");
    database.accounts().changePassword(name, World.PASSWORD);
    return name;
  }

  private Browser signedIn(String name) {
    Browser browser = new Browser(ui);
    assertEquals("/", Browser.location(browser.signIn(name, World.PASSWORD)));
    return browser;
  }

  private static String token(HttpResponse<String> response) {
    Matcher m = TOKEN.matcher(String.join("\n", response.headers().allValues("Set-Cookie")));
    assertTrue(m.find(), response.headers().toString());
    return m.group(1);
  }

  /** Whether a session's token still opens the door, in a browser that has nothing else. */
  private boolean opens(String token) {
    return new Browser(ui).get("/", "Cookie", "perennial=" + token).statusCode() == 200;
  }

  /** Everything that changes who somebody is, or what they may do, for a session that is open. */
  enum Change {
    SIGN_IN_AGAIN,
    SIGN_OUT,
    NEW_PASSWORD,
    ONE_TIME_PASSWORD,
    DISABLED,
    DELETED
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void oldToken_afterAChange_opensNothing(Change change) {
    String name = person(Role.ENGINEER);
    Browser browser = new Browser(ui);
    String old = token(browser.signIn(name, World.PASSWORD));
    assertTrue(opens(old), "the token is one");
    String user = "/settings/users/" + name;
    HttpResponse<String> done =
        switch (change) {
          case SIGN_IN_AGAIN -> signInOver(old, name);
          case SIGN_OUT -> browser.submit("/", "/logout", Map.of());
          case NEW_PASSWORD -> browser.submit("/password", "/password", passwords(World.PASSWORD));
          case ONE_TIME_PASSWORD -> admin.submit("/", user + "/password", Map.of("reason", "lost"));
          case DISABLED ->
              admin.submit("/", user + "/disabled", Map.of("reason", "gone", "disabled", "true"));
          case DELETED -> admin.submit("/", user + "/delete", Map.of("reason", "gone"));
        };
    assertEquals(303, done.statusCode(), done.body());
    assertFalse(opens(old), "the old token");
  }

  private static Map<String, String> passwords(String current) {
    return Map.of("current-password", current, "new-password", OTHER, "new-password-again", OTHER);
  }

  /** Signs in from a browser that holds a session's token already. */
  private HttpResponse<String> signInOver(String planted, String name) {
    HttpResponse<String> form = new Browser(ui).get("/login");
    String secret =
        String.join("\n", form.headers().allValues("Set-Cookie"))
            .replaceAll("(?s).*perennial-sign-in=([^;]+);.*", "$1");
    Map<String, String> fields =
        Map.of(
            "user",
            name,
            "password",
            World.PASSWORD,
            "next",
            "/",
            "csrf",
            Browser.token(form.body()));
    String cookies = "perennial=%s; perennial-sign-in=%s".formatted(planted, secret);
    return new Browser(ui).post("/login", fields, "Cookie", cookies);
  }

  @ParameterizedTest
  @ValueSource(strings = {"planted-by-somebody", "0000000000000000000000000000000000000000000"})
  void token_plantedBeforeSignIn_isNeverTheSession(String planted) {
    HttpResponse<String> in = signInOver(planted, person(Role.VIEWER));
    assertEquals(303, in.statusCode(), in.body());
    assertNotEquals(planted, token(in));
    assertTrue(opens(token(in)));
    assertFalse(opens(planted));
  }

  @Test
  void session_ofAnAttacker_doesNotBecomeTheVictims() {
    String attacker = token(new Browser(ui).signIn(person(Role.VIEWER), World.PASSWORD));
    String victim = token(signInOver(attacker, person(Role.ENGINEER)));
    assertNotEquals(attacker, victim);
    assertFalse(opens(attacker));
  }

  /** Every route that sends a browser on to somewhere. */
  enum Onward {
    SIGN_IN(true),
    SIGN_IN_WHEN_SIGNED_IN(true),
    SIGN_OUT(false),
    NEW_PASSWORD(false),
    PAGE_WITHOUT_SESSION(true);

    /** Whether it takes a next page; the others are tried with fewer. */
    private final boolean listens;

    Onward(boolean listens) {
      this.listens = listens;
    }
  }

  static Stream<Arguments> detours() {
    return Stream.of(Onward.values())
        .flatMap(route ->
            ELSEWHERE.stream()
                .limit(route.listens ? ELSEWHERE.size() : 1)
                .map(next -> Arguments.of(route, next)));
  }

  @ParameterizedTest
  @MethodSource("detours")
  void redirect_towardsAnotherSite_staysHere(Onward route, String next) {
    String query = "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    boolean used = route == Onward.SIGN_OUT || route == Onward.NEW_PASSWORD;
    String name = used ? person(Role.VIEWER) : traveller;
    Browser browser = used ? signedIn(name) : new Browser(ui);
    HttpResponse<String> response =
        switch (route) {
          case SIGN_IN ->
              browser.submit(
                  "/login" + query,
                  "/login" + query,
                  Map.of("user", name, "password", World.PASSWORD, "next", next));
          case SIGN_IN_WHEN_SIGNED_IN -> travellers.get("/login" + query);
          case SIGN_OUT -> browser.submit("/", "/logout" + query, Map.of("next", next));
          case NEW_PASSWORD -> {
            Map<String, String> fields = new HashMap<>(passwords(World.PASSWORD));
            fields.put("next", next);
            yield browser.submit("/password", "/password" + query, fields);
          }
          case PAGE_WITHOUT_SESSION -> new Browser(ui).get("/audit" + query);
        };
    assertEquals(303, response.statusCode(), response.body());
    URI here = URI.create("http://perennial.example/a/page");
    URI to = here.resolve(Browser.location(response));
    assertEquals("perennial.example", to.getHost(), Browser.location(response));
    assertEquals("http", to.getScheme());
  }

  /** Every form that checks a password. */
  enum Guess {
    SIGN_IN,
    CURRENT_PASSWORD
  }

  private HttpResponse<String> guess(Guess where, Browser browser, String name, String password) {
    return switch (where) {
      case SIGN_IN -> browser.signIn(name, password);
      case CURRENT_PASSWORD -> browser.submit("/password", "/password", passwords(password));
    };
  }

  @ParameterizedTest
  @EnumSource(Guess.class)
  void guessing_afterFiveFailures_mustWaitEvenWithTheRightPassword(Guess where) {
    String name = person(Role.VIEWER);
    Browser browser = where == Guess.SIGN_IN ? new Browser(ui) : signedIn(name);
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> wrong = guess(where, browser, name, "guess number " + i);
      assertTrue(List.of(401, 422).contains(wrong.statusCode()), wrong.body());
    }
    HttpResponse<String> early = guess(where, browser, name, World.PASSWORD);
    assertTrue(List.of(401, 422).contains(early.statusCode()), "the right one, too early");
    assertTrue(early.body().contains("Too many failed tries. Try again in"), early.body());
    clock.advance(Duration.ofSeconds(2));
    assertEquals(303, guess(where, browser, name, World.PASSWORD).statusCode(), "after the wait");
  }

  @ParameterizedTest
  @EnumSource(Guess.class)
  void guessing_atOneForm_isSlowedAtTheOther(Guess other) {
    String name = person(Role.VIEWER);
    Browser browser = signedIn(name);
    Guess first = other == Guess.SIGN_IN ? Guess.CURRENT_PASSWORD : Guess.SIGN_IN;
    Browser stranger = new Browser(ui);
    for (int i = 0; i < 5; i++) {
      var unused = guess(first, first == Guess.SIGN_IN ? stranger : browser, name, "guess " + i);
    }
    HttpResponse<String> early =
        guess(other, other == Guess.SIGN_IN ? stranger : browser, name, World.PASSWORD);
    assertTrue(early.body().contains("Too many failed tries"), early.body());
  }

  @Test
  void guessing_ofANameThatNobodyHas_isSlowedAlike() {
    Browser stranger = new Browser(ui);
    for (int i = 0; i < 5; i++) {
      assertEquals(401, stranger.signIn("nobody-at-all", "guess " + i).statusCode());
    }
    assertTrue(stranger.signIn("nobody-at-all", "x").body().contains("Too many failed tries"));
  }
}
