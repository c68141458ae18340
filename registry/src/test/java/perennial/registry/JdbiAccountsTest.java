package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.Accounts.User;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.testing.TestDatabase;

class JdbiAccountsTest {
  private static final Optional<User> NOBODY = Optional.empty();
  private static final String GOOD = "correct horse battery";

  private final SettableClock clock = new SettableClock();
  private final Database db = TestDatabase.fresh(clock);
  // Few iterations: these tests are not about the time that a hash takes.
  private final Accounts accounts =
      new JdbiAccounts(new Sql(db.jdbi()), clock, new PasswordHasher(1000));

  @AfterEach
  void close() {
    db.close();
  }

  private void signUp(String user) {
    String unused = accounts.issuePassword(user, "test");
    accounts.changePassword(user, GOOD);
  }

  @Test
  void issuePassword_firstUser_mustChangeIt() {
    assertTrue(accounts.empty());
    String password = accounts.issuePassword("admin", "setup");
    assertFalse(accounts.empty());
    assertTrue(password.replace("-", "").length() >= 20, password);
    assertEquals(
        Optional.of(new User("admin", Role.ADMIN, true)), accounts.authenticate("admin", password));
    accounts.changePassword("admin", GOOD);
    assertEquals(
        Optional.of(new User("admin", Role.ADMIN, false)), accounts.authenticate("admin", GOOD));
    assertEquals(NOBODY, accounts.authenticate("admin", password));
  }

  @Test
  void issuePassword_again_endsSessionsAndOldPassword() {
    signUp("ann");
    String session = accounts.startSession("ann", Duration.ofHours(8));
    String next = accounts.issuePassword("ann", "boss");
    assertEquals(NOBODY, accounts.session(session));
    assertEquals(NOBODY, accounts.authenticate("ann", GOOD));
    assertEquals(
        Optional.of(new User("ann", Role.ADMIN, true)), accounts.authenticate("ann", next));
  }

  @Test
  void stored_secrets_areNotReadable() {
    signUp("ann");
    String session = accounts.startSession("ann", Duration.ofHours(8));
    String key = accounts.issueKey("ci", Set.of(KeyScope.REGISTRY), "ann");
    String dump =
        db.jdbi()
            .withHandle(h ->
                h.createQuery(
                        """
                        SELECT (SELECT string_agg(u::text, ' ') FROM users u)
                            || (SELECT string_agg(s::text, ' ') FROM sessions s)
                            || (SELECT string_agg(k::text, ' ') FROM api_keys k)
                            || (SELECT string_agg(a::text, ' ') FROM audit a)
                        """)
                    .mapTo(String.class)
                    .one());
    for (String secret : List.of(GOOD, session, key)) {
      assertFalse(dump.contains(secret));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "elevenchars", "aaaaaaaaaaaaaaaa", GOOD})
  void changePassword_weakOrSame_isRefused(String wanted) {
    signUp("ann");
    assertThrows(IllegalArgumentException.class, () -> accounts.changePassword("ann", wanted));
    assertEquals(
        Optional.of(new User("ann", Role.ADMIN, false)), accounts.authenticate("ann", GOOD));
  }

  @Test
  void authenticate_oddNames_areNobody() {
    for (String name : List.of("", " ", "a\u0000b", "' OR 1=1 --", "x".repeat(1000), "nobody")) {
      assertEquals(NOBODY, accounts.authenticate(name, GOOD));
    }
  }

  @Test
  void authenticate_repeatedFailures_slowDown() {
    signUp("ann");
    for (int i = 0; i < 5; i++) {
      assertEquals(NOBODY, accounts.authenticate("ann", "wrong"));
    }
    assertEquals(Duration.ofSeconds(1), accounts.retryAfter("ann"));
    assertEquals(NOBODY, accounts.authenticate("ann", GOOD), "right, but too early");
    clock.forward(Duration.ofSeconds(1));
    assertEquals(NOBODY, accounts.authenticate("ann", "wrong"));
    assertEquals(Duration.ofSeconds(2), accounts.retryAfter("ann"));
    clock.forward(Duration.ofSeconds(2));
    assertNotEquals(NOBODY, accounts.authenticate("ann", GOOD));
    assertEquals(Duration.ZERO, accounts.retryAfter("ann"));
  }

  @Test
  void authenticate_unknownUser_slowsDownAlike() {
    for (int i = 0; i < 5; i++) {
      assertEquals(NOBODY, accounts.authenticate("nobody", "wrong"));
    }
    assertEquals(Duration.ofSeconds(1), accounts.retryAfter("nobody"));
  }

  /** As when this machine's clock was days ahead while somebody mistyped a password. */
  @Test
  void authenticate_failuresOfAClockThatWasSetBack_lockNobodyOut() {
    signUp("ann");
    clock.forward(Duration.ofDays(3));
    for (int i = 0; i < 5; i++) {
      assertEquals(NOBODY, accounts.authenticate("ann", "wrong"));
    }
    clock.forward(Duration.ofDays(-3));
    assertEquals(Duration.ZERO, accounts.retryAfter("ann"));
    assertEquals(NOBODY, accounts.authenticate("ann", "wrong"));
    assertEquals(Duration.ofSeconds(2), accounts.retryAfter("ann"), "those before still count");
    clock.forward(Duration.ofSeconds(2));
    assertNotEquals(NOBODY, accounts.authenticate("ann", GOOD));
  }

  /** Machines' clocks differ: trying by turns at two of them must not be free. */
  @Test
  void authenticate_failureOfAClockAhead_waitsAllTheSame() {
    signUp("ann");
    clock.forward(Duration.ofMinutes(5));
    for (int i = 0; i < 5; i++) {
      assertEquals(NOBODY, accounts.authenticate("ann", "wrong"));
    }
    clock.forward(Duration.ofMinutes(-5));
    assertEquals(NOBODY, accounts.authenticate("ann", GOOD), "right, but too early");
    assertEquals(Duration.ofSeconds(301), accounts.retryAfter("ann"));
  }

  @Test
  void authenticate_guessesAtTheSameTime_areNotMoreThanFive() throws Exception {
    signUp("ann");
    List<Callable<Boolean>> guesses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      guesses.add(() -> accounts.authenticate("ann", "wrong").isPresent());
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> guess : executor.invokeAll(guesses)) {
        assertFalse(guess.get());
      }
    }
    assertEquals(5, db.audit().entries(new AuditFilter("", "login-refused", ""), 0, 100).size());
  }

  @Test
  void session_lifetimeAndIdleness_endIt() {
    signUp("ann");
    String token = accounts.startSession("ann", Duration.ofHours(5));
    for (int hour = 0; hour < 4; hour++) {
      clock.forward(Duration.ofHours(1));
      assertEquals(Optional.of(new User("ann", Role.ADMIN, false)), accounts.session(token));
    }
    clock.forward(Duration.ofHours(1));
    assertEquals(NOBODY, accounts.session(token), "its lifetime is over");

    String idle = accounts.startSession("ann", Duration.ofHours(5));
    clock.forward(SessionTable.IDLE);
    assertEquals(NOBODY, accounts.session(idle), "it was not used");

    String ended = accounts.startSession("ann", Duration.ofHours(5));
    accounts.endSession(ended);
    assertEquals(NOBODY, accounts.session(ended));
    assertEquals(NOBODY, accounts.session("no such token"));
  }

  /** A change of password that was under way must not undo what an admin did meanwhile. */
  @Test
  void changePassword_ofADisabledUser_staysDisabled() {
    signUp("boss");
    signUp("ann");
    db.users().setDisabled("ann", true, "boss", "left");
    assertThrows(
        IllegalArgumentException.class, () -> accounts.changePassword("ann", "another one, long"));
    assertTrue(db.users().members().getFirst().disabled());
    assertEquals(NOBODY, accounts.authenticate("ann", "another one, long"));
    String unused = db.users().resetPassword("ann", "boss", "by mistake");
    assertTrue(db.users().members().getFirst().disabled());
  }

  @Test
  void issueKey_twoAtOnce_leavesOneLiveKey() throws Exception {
    List<Callable<String>> issues = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      issues.add(() -> accounts.issueKey("ci", Set.of(KeyScope.PREDICT), "ann"));
    }
    int live = 0;
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (Future<String> issue : executor.invokeAll(issues)) {
        live += accounts.key(issue.get()).isPresent() ? 1 : 0;
      }
    }
    assertEquals(1, accounts.keys().size());
    assertEquals(1, live);
  }

  @Test
  void key_scopesAndReplacement() {
    String key = accounts.issueKey("ci", Set.of(KeyScope.REGISTRY), "ann");
    assertEquals(Optional.of("ci"), accounts.key(key).map(ApiKey::name));
    assertEquals(Optional.empty(), accounts.key(key + "x"));
    assertEquals(Optional.empty(), accounts.key(""));
    String next = accounts.issueKey("ci", Set.of(KeyScope.PREDICT, KeyScope.EVENTS), "ann");
    assertEquals(Optional.empty(), accounts.key(key));
    ApiKey found = accounts.key(next).orElseThrow();
    assertEquals(Set.of(KeyScope.PREDICT, KeyScope.EVENTS), found.scopes());
    assertEquals("ann", found.createdBy());
    assertTrue(accounts.keys().contains(found), () -> accounts.keys().toString());
  }

  @Test
  void live_many_areThoseThatAreLive() {
    String one = accounts.issueKey("one", Set.of(KeyScope.PREDICT), "ann");
    String two = accounts.issueKey("two", Set.of(KeyScope.EVENTS), "ann");
    String gone = accounts.issueKey("gone", Set.of(KeyScope.EVENTS), "ann");
    accounts.revokeKey("gone", "ann", "");
    String guess = one.substring(0, one.length() - 1) + (one.endsWith("A") ? "E" : "A");
    Map<String, ApiKey> live = accounts.live(Set.of(one, two, gone, guess, "no key at all"));
    assertEquals(Set.of(one, two), live.keySet());
    assertEquals(Optional.of("one"), Optional.ofNullable(live.get(one)).map(ApiKey::name));
    assertEquals(
        Optional.of(Set.of(KeyScope.EVENTS)),
        Optional.ofNullable(live.get(two)).map(ApiKey::scopes));
    assertEquals(Map.of(), accounts.live(Set.of()));
  }

  @Test
  void revokeKey_stopsWorkingOnceAndIsAudited() {
    String key = accounts.issueKey("scorer", Set.of(KeyScope.PREDICT), "ann");
    assertTrue(accounts.revokeKey("scorer", "bob", "no longer used"));
    assertEquals(Optional.empty(), accounts.key(key));
    assertFalse(accounts.revokeKey("scorer", "bob", "no longer used"));
    assertTrue(accounts.keys().stream().noneMatch(k -> k.name().equals("scorer")));
  }

  @Test
  void issueKey_noScope_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> accounts.issueKey("none", Set.of(), "ann"));
  }
}
