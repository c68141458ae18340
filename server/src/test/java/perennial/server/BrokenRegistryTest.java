package perennial.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.ModelRegistry;

/** Errors that nobody expects in the thread that follows the registry. */
class BrokenRegistryTest {
  @TempDir Path folder;
  private final FakeRegistry registry = new FakeRegistry();
  private final InMemoryStore store = new InMemoryStore();
  private final AtomicBoolean broken = new AtomicBoolean();

  @Test
  void follow_errorInAPass_servesOnSaysSoAndRecovers() throws Exception {
    registry.register("retail", TestModels.model(1));
    registry.register("retail", TestModels.model(2));
    registry.promote("retail", 1);
    try (TestServer test =
        TestServer.of(
                PerennialServer.start(
                    TestServer.config(folder, Map.of(ServerConfig.POLL_SECONDS, "1")),
                    TestServer.backend(breakable(), registry),
                    Clock.systemUTC()))
            .ready()) {
      TestServer.eventually("contact", () -> test.server.health().registryReachable());
      broken.set(true);
      TestServer.eventually("the error", () -> !test.server.health().registryReachable());
      registry.promote("retail", 2);
      assertTrue(test.server.health().ready());
      assertEquals(1, serving(test));
      broken.set(false);
      TestServer.eventually("v2", () -> serving(test) == 2);
      assertTrue(test.server.health().registryReachable());
    }
  }

  private static long serving(TestServer test) {
    return test.server.health().models().getFirst().servingVersion();
  }

  private ModelRegistry breakable() {
    return (ModelRegistry)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ModelRegistry.class},
            (_, method, arguments) -> {
              if (broken.get() && method.getName().equals("live")) {
                throw new LinkageError("broken");
              }
              try {
                return method.invoke(registry, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
