package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.Role;
import perennial.registry.testing.TestDatabase;

class AdminPasswordCommandTest {
  private final RegistryConfig registry = TestDatabase.freshConfig();

  @TempDir Path folder;

  @BeforeEach
  void connect() throws Exception {
    Commands.connect(folder, registry);
  }

  private Commands.Result run(String... arguments) {
    return Commands.runOn(folder, "admin-password", arguments);
  }

  private String issued(String whose, String... arguments) {
    Commands.Result result = run(arguments);
    assertEquals(0, result.code(), result.err());
    assertEquals(
        "One-time password of %s; only its hash is stored, it is not shown again.".formatted(whose),
        result.err().strip());
    String password = result.out().strip();
    assertFalse(result.err().contains(password));
    return password;
  }

  @Test
  void twice_laterOneOpens() {
    String first = issued("the new admin 'admin'");
    String second = issued("'admin' (admin)");
    try (Database db = Database.open(registry, Clock.systemUTC())) {
      assertTrue(db.accounts().authenticate("admin", first).isEmpty());
      assertEquals(Role.ADMIN, db.accounts().authenticate("admin", second).orElseThrow().role());
    }
  }

  @Test
  void ofADisabledViewer_saysThatTheyMaySignInAgain() {
    String unused = issued("the new admin 'admin'");
    try (Database db = Database.open(registry, Clock.systemUTC())) {
      unused = db.users().create("ana", Role.VIEWER, "admin");
      db.users().setDisabled("ana", true, "admin", "left");
    }
    unused = issued("'ana' (viewer, who was disabled and may sign in again)", "--user", "ana");
  }

  @Test
  void ofNoName_isRefused() {
    Commands.Result result = run("--user", "a b");
    assertEquals(2, result.code());
    assertEquals(
        "error: user 'a b' must be 1 to 64 letters, digits, '.', '_', '@' or '-'",
        result.err().strip());
    assertEquals("", result.out());
  }
}
