package perennial.admin;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.BindException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.registry.Database;

/** The admin web application, listening. Stateless: sessions live in the registry's database. */
public final class AdminUi implements AutoCloseable {
  private final ApplicationContext context;
  private final EmbeddedServer server;

  private AdminUi(ApplicationContext context, EmbeddedServer server) {
    this.context = context;
    this.server = server;
  }

  /**
   * Starts to listen; the database may be down and come back later.
   *
   * @param database stays the caller's, who closes it after this
   * @throws PortTaken when another program listens there
   */
  public static AdminUi start(AdminConfig config, Database database, Clock clock) {
    return start(
        new Wiring(
            config,
            database.registry(),
            database.audit(),
            database.accounts(),
            Doors.of(database),
            database.monitoring(),
            database.alerts(),
            database.trainingRuns(),
            clock));
  }

  static AdminUi start(Wiring wiring) {
    ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .environmentPropertySource(false)
            .properties(properties(wiring.config()))
            .singletons(wiring)
            .start();
    try {
      return new AdminUi(context, context.getBean(EmbeddedServer.class).start());
    } catch (RuntimeException e) {
      context.close();
      if (causedByBind(e)) {
        throw new PortTaken(wiring.config(), e);
      }
      throw e;
    }
  }

  private static Map<String, Object> properties(AdminConfig config) {
    return Map.of(
        "perennial.program", "admin",
        "micronaut.application.name", "perennial-admin",
        "micronaut.server.host", config.bind(),
        "micronaut.server.port", config.port() == 0 ? -1 : config.port(),
        "micronaut.server.max-request-size", "64KB",
        "micronaut.server.idle-timeout", "2m",
        "micronaut.server.date-header", true,
        "micronaut.views.folder", "views",
        "micronaut.views.thymeleaf.suffix", ".html");
  }

  private static boolean causedByBind(@Nullable Throwable e) {
    return e != null && (e instanceof BindException || causedByBind(e.getCause()));
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** The context, for tests that look at its routes. */
  ApplicationContext context() {
    return context;
  }

  @Override
  public void close() {
    server.stop();
    context.close();
  }
}
