package perennial.deploy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import perennial.admin.AdminConfig;
import perennial.admin.AdminUi;
import perennial.registry.Database;
import perennial.registry.Deployment;
import perennial.registry.ModelVersion;
import perennial.registry.NewDeployment;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.server.PerennialServer;
import perennial.server.ServerConfig;

/**
 * All of Perennial in one process, on an embedded PostgreSQL: what `perennial demo` runs. The first
 * start trains, registers and promotes version 1; later ones find it.
 */
public final class Standalone implements AutoCloseable {
  /** The model of the demo. */
  static final String MODEL = "retail";

  static final String ACTOR = "demo";
  private static final Duration READY_WITHIN = Duration.ofSeconds(30);

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean closed;
  private @Nullable Announcement announcement;

  private Standalone() {}

  /** Gives the first version when there is none. */
  @FunctionalInterface
  interface FirstTraining {
    ModelVersion train(Database database);
  }

  /**
   * Starts everything, in the order in which the parts need each other.
   *
   * @param beforeStart is handed the instance before anything runs, so that a Ctrl-C during the
   *     start stops what is already there
   * @throws PortTaken before anything was touched
   */
  static Standalone start(
      StandaloneConfig config,
      FirstTraining training,
      Clock clock,
      Consumer<String> progress,
      Consumer<Standalone> beforeStart) {
    Ports.requireFree("gRPC server", config.bind(), config.grpcPort(), "--grpc-port");
    Ports.requireFree("JSON API", config.bind(), config.httpPort(), "--http-port");
    Ports.requireFree("admin UI", config.bind(), config.adminPort(), "--admin-port");
    Standalone standalone = new Standalone();
    beforeStart.accept(standalone);
    try {
      standalone.run(config, training, clock, progress);
      return standalone;
    } catch (RuntimeException | Error e) {
      standalone.close();
      throw e;
    }
  }

  private void run(
      StandaloneConfig config, FirstTraining training, Clock clock, Consumer<String> progress) {
    progress.accept("Starting PostgreSQL in " + config.dataFolder());
    EmbeddedPostgres postgres = keep(EmbeddedPostgres.start(config.dataFolder()));
    Database database = keep(Database.open(postgres.config(), clock));
    database.migrate();
    Deployment live =
        database.registry().live(MODEL).orElseGet(() -> deployFirst(database, training, progress));
    PerennialServer server =
        keep(PerennialServer.start(serverConfig(config, System.getenv()), database, clock));
    awaitReady(server);
    AdminUi admin = keep(AdminUi.start(adminConfig(config, server), database, clock));
    boolean first = database.accounts().empty();
    announcement =
        new Announcement(
            config.dataFolder(),
            "%s v%d on %s".formatted(MODEL, live.championVersion(), config.bind()),
            config.bind(),
            server.grpcPort(),
            server.httpPort(),
            admin.port(),
            first
                ? Optional.of(database.accounts().issuePassword(AdminPasswordCommand.USER, ACTOR))
                : Optional.empty(),
            first
                ? Optional.of(
                    database
                        .accounts()
                        .issueKey(RegistryKeyCommand.DEFAULT_NAME, RegistryKeyCommand.SCOPE, ACTOR))
                : Optional.empty());
  }

  private static Deployment deployFirst(
      Database database, FirstTraining training, Consumer<String> progress) {
    ModelVersion version = training.train(database);
    progress.accept("Promoting %s v%d".formatted(version.model(), version.version()));
    return database
        .registry()
        .deploy(
            NewDeployment.champion(
                version.model(), version.version(), 0, ACTOR, "first version of the demo"));
  }

  private static void awaitReady(PerennialServer server) {
    try {
      if (!server.awaitReady(READY_WITHIN)) {
        throw new IllegalStateException(
            "no version became ready within %d s: %s"
                .formatted(READY_WITHIN.toSeconds(), server.health()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while it was starting", e);
    }
  }

  private static ServerConfig serverConfig(
      StandaloneConfig config, Map<String, String> environment) {
    Map<String, String> settings = new HashMap<>(environment);
    settings.put(ServerConfig.PREFIX + "BIND", config.bind());
    settings.put(ServerConfig.PREFIX + "GRPC_PORT", Integer.toString(config.grpcPort()));
    settings.put(ServerConfig.PREFIX + "HTTP_PORT", Integer.toString(config.httpPort()));
    settings.put(
        ServerConfig.PREFIX + "LAST_KNOWN_GOOD",
        config.dataFolder().resolve("last-known-good").toString());
    return ServerConfig.from(settings);
  }

  private static AdminConfig adminConfig(StandaloneConfig config, PerennialServer server) {
    return AdminConfig.fromEnvironment(System.getenv())
        .at(config.bind(), config.adminPort())
        .withApiAddress(config.bind() + ":" + server.grpcPort());
  }

  private synchronized <T extends AutoCloseable> T keep(T part) {
    running.push(part);
    if (closed) {
      closeRunning();
      throw new IllegalStateException("stopped while it was starting");
    }
    return part;
  }

  /** What to print now that everything runs. */
  Announcement announcement() {
    return Objects.requireNonNull(announcement, "not started");
  }

  /** Stops everything, last started first. Safe to call twice and from a shutdown hook. */
  @Override
  public synchronized void close() {
    closed = true;
    closeRunning();
  }

  private void closeRunning() {
    while (!running.isEmpty()) {
      UntilStopped.close(running.pop());
    }
  }
}
