package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.Accounts.User;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.Users.Member;
import perennial.registry.Users.Session;
import perennial.registry.testing.TestDatabase;

class JdbiUsersTest {
  private static final Optional<User> NOBODY = Optional.empty();
  private static final String WHY = "because of a test";

  private final SettableClock clock = new SettableClock();
  private final Database db = TestDatabase.fresh(clock);
  // Few iterations: these tests are not about the time that a hash takes.
  private final PasswordHasher hasher = new PasswordHasher(1000);
  private final Accounts accounts = new JdbiAccounts(new Sql(db.jdbi()), clock, hasher);
  private final Users users = new JdbiUsers(new Sql(db.jdbi()), clock, hasher);

  @AfterEach
  void close() {
    db.close();
  }

  private String signedIn(String name, Role role) {
    String unused = users.create(name, role, "root");
    return accounts.startSession(name, Duration.ofHours(5));
  }

  private List<String> audited(String action) {
    return db.audit().entries(new AuditFilter("", action, ""), 0, 100).stream()
        .map(e -> e.actor() + " " + e.subject() + ": " + e.detail() + " (" + e.reason() + ")")
        .toList();
  }

  @Test
  void issuePassword_ofANewUser_makesAnAdmin() {
    String unused = accounts.issuePassword("root", "setup");
    Member root = users.members().getFirst();
    assertEquals(Role.ADMIN, root.role());
    assertTrue(root.oneTimePassword());
    assertEquals(clock.instant(), root.createdAt());
  }

  @Test
  void create_withRole_signsInWithIt() {
    String password = users.create("ann", Role.VIEWER, "root");
    assertEquals(
        Optional.of(new User("ann", Role.VIEWER, true)), accounts.authenticate("ann", password));
    assertEquals(List.of("root user ann: role viewer ()"), audited("create-user"));
    assertThrows(
        IllegalArgumentException.class, () -> users.create("ann", Role.ADMIN, "root"), "taken");
    assertThrows(
        IllegalArgumentException.class, () -> users.create("a b", Role.ADMIN, "root"), "no name");
  }

  @Test
  void changeRole_holdsForLiveSessionsAndIsAudited() {
    String token = signedIn("ann", Role.VIEWER);
    users.changeRole("ann", Role.ENGINEER, "root", WHY);
    assertEquals(Role.ENGINEER, accounts.session(token).orElseThrow().role());
    assertEquals(
        List.of("root user ann: engineer, was viewer (because of a test)"), audited("change-role"));
  }

  @Test
  void setDisabled_endsSessionsAndRefusesSignIn_untilEnabled() {
    var unused = signedIn("root", Role.ADMIN);
    String password = users.create("ann", Role.ADMIN, "root");
    String token = accounts.startSession("ann", Duration.ofHours(5));
    users.setDisabled("ann", true, "root", WHY);
    assertEquals(NOBODY, accounts.session(token));
    assertEquals(NOBODY, accounts.authenticate("ann", password));
    String sneaked = accounts.startSession("ann", Duration.ofHours(5));
    assertEquals(NOBODY, accounts.session(sneaked), "even with a session");
    users.setDisabled("ann", false, "root", WHY);
    assertTrue(accounts.authenticate("ann", password).isPresent());
    assertEquals(1, audited("disable-user").size());
    assertEquals(1, audited("enable-user").size());
  }

  @Test
  void delete_removesTheUserWithSessions() {
    var unused = signedIn("root", Role.ADMIN);
    String token = signedIn("ann", Role.ENGINEER);
    users.delete("ann", "root", WHY);
    assertEquals(NOBODY, accounts.session(token));
    assertEquals(List.of("root"), users.members().stream().map(Member::name).toList());
    assertEquals(
        List.of("root user ann: role engineer (because of a test)"), audited("delete-user"));
  }

  @Test
  void lastEnabledAdmin_cannotGo() {
    var unused = signedIn("root", Role.ADMIN);
    var another = signedIn("ann", Role.ADMIN);
    var viewer = signedIn("eve", Role.VIEWER);
    users.setDisabled("ann", true, "root", WHY);
    for (Executable act :
        List.<Executable>of(
            () -> users.delete("root", "root", WHY),
            () -> users.setDisabled("root", true, "root", WHY),
            () -> users.changeRole("root", Role.ENGINEER, "root", WHY))) {
      LastAdmin refused = assertThrows(LastAdmin.class, act);
      assertTrue(String.valueOf(refused.getMessage()).startsWith("root is the last enabled admin"));
    }
    users.delete("ann", "root", WHY);
    users.changeRole("root", Role.ADMIN, "root", WHY);
    assertEquals(2, users.members().size());
  }

  @Test
  void twoAdmins_removingEachOtherAtOnce_leaveOne() throws Exception {
    for (int round = 0; round < 10; round++) {
      var a = signedIn("a" + round, Role.ADMIN);
      var b = signedIn("b" + round, Role.ADMIN);
      String left = "a" + round;
      String right = "b" + round;
      List<Callable<Boolean>> acts =
          List.of(() -> removed(left, right), () -> removed(right, left));
      int gone = 0;
      try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
        for (Future<Boolean> act : executor.invokeAll(acts)) {
          gone += act.get() ? 1 : 0;
        }
      }
      assertEquals(1, gone);
      db.jdbi().useHandle(h -> h.execute("DELETE FROM users"));
    }
  }

  private boolean removed(String name, String actor) {
    try {
      users.changeRole(name, Role.VIEWER, actor, WHY);
      return true;
    } catch (LastAdmin e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   "})
  void change_withoutReason_isRefused(String reason) {
    var unused = signedIn("ann", Role.VIEWER);
    assertThrows(
        IllegalArgumentException.class,
        () -> users.changeRole("ann", Role.ENGINEER, "root", reason));
    assertThrows(
        IllegalArgumentException.class,
        () -> users.delete("ann", "root", reason + "x".repeat(1001)));
  }

  @Test
  void change_ofNobody_saysSo() {
    assertThrows(UnknownUser.class, () -> users.delete("nobody", "root", WHY));
    assertThrows(UnknownUser.class, () -> users.resetPassword("nobody", "root", WHY));
    assertThrows(UnknownUser.class, () -> users.changeRole("nobody", Role.ADMIN, "root", WHY));
  }

  @Test
  void resetPassword_keepsTheRole() {
    String token = signedIn("ann", Role.VIEWER);
    String password = users.resetPassword("ann", "root", WHY);
    assertEquals(NOBODY, accounts.session(token));
    assertEquals(
        Optional.of(new User("ann", Role.VIEWER, true)), accounts.authenticate("ann", password));
  }

  @Test
  void sessions_areListedAndEndedOneByOne() {
    String first = signedIn("ann", Role.VIEWER);
    clock.forward(Duration.ofMinutes(5));
    String second = accounts.startSession("ann", Duration.ofHours(5));
    String foreign = signedIn("eve", Role.ADMIN);
    List<Session> sessions = users.sessions("ann", second);
    assertEquals(2, sessions.size());
    assertTrue(sessions.getFirst().current());
    assertFalse(sessions.getLast().current());
    assertFalse(users.endSession("eve", sessions.getLast().id()), "not eve's");
    assertTrue(users.endSession("ann", sessions.getLast().id()));
    assertEquals(NOBODY, accounts.session(first));
    assertTrue(accounts.session(second).isPresent());
    assertTrue(accounts.session(foreign).isPresent());
    assertFalse(users.endSession("ann", "no such session"));
  }
}
