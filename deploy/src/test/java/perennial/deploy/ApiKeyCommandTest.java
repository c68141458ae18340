package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.ApiKey;
import perennial.registry.Database;
import perennial.registry.KeyScope;
import perennial.registry.RegistryConfig;
import perennial.registry.testing.TestDatabase;

class ApiKeyCommandTest {
  private final RegistryConfig registry = TestDatabase.freshConfig();

  @TempDir Path folder;

  @BeforeEach
  void connect() throws Exception {
    Commands.connect(folder, registry);
  }

  private Commands.Result run(String... arguments) {
    return Commands.runOn(folder, "api-key", arguments);
  }

  private List<ApiKey> keys() {
    try (Database db = Database.open(registry, Clock.systemUTC())) {
      return db.accounts().keys();
    }
  }

  @Test
  void name_withScopes_printsTheKeyAloneAndStoresItsHash() throws Exception {
    Commands.Result issued = run("--name", "shop", "--scope", "predict,events");
    assertEquals(0, issued.code(), issued.err());
    String key = issued.out().strip();
    assertTrue(key.matches("\\S{20,}"), key);
    assertFalse(issued.err().contains(key));
    assertTrue(issued.err().contains("Key 'shop' (predict,events)"), issued.err());
    ApiKey kept = keys().getFirst();
    assertEquals("shop", kept.name());
    assertEquals(Set.of(KeyScope.PREDICT, KeyScope.EVENTS), kept.scopes());
    Commands.Result listed = run("--list");
    assertTrue(listed.out().startsWith("shop "), listed.out());
    assertTrue(listed.out().contains("predict,events"), listed.out());
    assertFalse(listed.out().contains(key), listed.out());
  }

  @Test
  void name_again_replacesTheKey() {
    String first = run("--name", "shop", "--scope", "predict").out();
    String second = run("--name", "shop", "--scope", "registry").out();
    assertFalse(first.equals(second));
    assertEquals(1, keys().size());
    assertEquals(Set.of(KeyScope.REGISTRY), keys().getFirst().scopes());
  }

  @Test
  void revoke_liveKey_endsItAndOnlyOnce() {
    assertEquals(0, run("--name", "shop", "--scope", "predict").code());
    Commands.Result revoked = run("--revoke", "shop");
    assertEquals(0, revoked.code());
    assertEquals("Key 'shop' is revoked.", revoked.err().strip());
    assertEquals(List.of(), keys());
    assertEquals("There are no live keys.", run("--list").err().strip());
    Commands.Result again = run("--revoke", "shop");
    assertEquals(2, again.code());
    assertEquals("error: there is no live key 'shop'", again.err().strip());
  }

  @Test
  void arguments_thatDoNotFit_areRefusedBeforeTheDatabase() {
    assertWrong("--name needs --scope", "--name", "shop");
    assertWrong("Missing required argument (specify one of these): (--name=NAME |");
    assertWrong("--scope is for --name", "--list", "--scope", "predict");
    assertWrong(
        "--scope 'all' must be one of predict,events,registry,admin",
        "--name",
        "shop",
        "--scope",
        "all");
    assertEquals(List.of(), keys());
  }

  private void assertWrong(String message, String... arguments) {
    Commands.Result result = run(arguments);
    assertEquals(2, result.code());
    assertTrue(result.err().startsWith("error: " + message), result.err());
  }
}
