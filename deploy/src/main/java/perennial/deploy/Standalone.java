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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import perennial.admin.AdminConfig;
import perennial.admin.AdminUi;
import perennial.registry.Database;
import perennial.registry.Deployment;
import perennial.registry.ModelSummary;
import perennial.registry.ModelVersion;
import perennial.registry.NewDeployment;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.server.PerennialServer;
import perennial.server.ServerConfig;
import perennial.trainer.TrainingProgress;
import perennial.trainer.cli.RunFitOptions;
import perennial.trainer.worker.JobMeasurements;
import perennial.trainer.worker.Worker;
import perennial.trainer.worker.WorkerConfig;

/**
 * All of Perennial in one process, on an embedded PostgreSQL: what `perennial demo` runs. The first
 * start trains, registers and promotes version 1; later ones find it.
 */
public final class Standalone implements AutoCloseable {
  /** The model of the demo. */
  static final String MODEL = "retail";

  static final String ACTOR = "demo";
  private static final String API_KEYS = ServerConfig.PREFIX + "API_KEYS";
  private static final Duration READY_WITHIN = Duration.ofSeconds(30);

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean closed;
  private @Nullable Announcement announcement;

  private Standalone() {}

  /** What a data folder is filled with. */
  @FunctionalInterface
  interface FirstFilling {
    /** Gives the first version when there is none. */
    ModelVersion train(Database database);

    /** Is called at every start before the worker, when a version is live. */
    default void complete(Database database) {}
  }

  /**
   * Starts everything, in the order in which the parts need each other.
   *
   * @param beforeStart is handed the instance before anything runs, so that a Ctrl-C during the
   *     start stops what is already there
   * @throws perennial.registry.embedded.DataFolderInUse before anything was touched
   * @throws PortTaken before anything was touched
   */
  static Standalone start(
      StandaloneConfig config,
      FirstFilling filling,
      Clock clock,
      Consumer<String> progress,
      Consumer<Standalone> beforeStart) {
    EmbeddedPostgres.requireFree(config.dataFolder()); // first: the ports are most often its own
    Ports.requireFree("gRPC server", config.bind(), config.grpcPort(), "--grpc-port");
    Ports.requireFree("JSON API", config.bind(), config.httpPort(), "--http-port");
    Ports.requireFree("admin UI", config.bind(), config.adminPort(), "--admin-port");
    Standalone standalone = new Standalone();
    beforeStart.accept(standalone);
    try {
      standalone.run(config, filling, clock, progress);
      return standalone;
    } catch (RuntimeException | Error e) {
      standalone.close();
      throw e;
    }
  }

  private void run(
      StandaloneConfig config, FirstFilling filling, Clock clock, Consumer<String> progress) {
    ServerConfig serverConfig = serverConfig(config, System.getenv()); // a bad setting fails here
    AdminConfig adminConfig = AdminConfig.fromEnvironment(System.getenv());
    WorkerConfig workerConfig = WorkerConfig.from(System.getenv());
    progress.accept("Starting PostgreSQL in " + config.dataFolder());
    EmbeddedPostgres postgres = begin(() -> EmbeddedPostgres.start(config.dataFolder()));
    Database database = begin(() -> Database.open(postgres.config(), clock));
    database.migrate();
    Deployment live = live(config, database, filling, progress);
    PerennialServer server = begin(() -> PerennialServer.start(serverConfig, database, clock));
    awaitReady(server);
    AdminUi admin =
        begin(() ->
            AdminUi.start(
                adminConfig
                    .at(config.bind(), config.adminPort())
                    .withApiAddress(Announcement.address(config.bind(), server.grpcPort()))
                    .withJsonAddress(Announcement.address(config.bind(), server.httpPort())),
                database,
                clock));
    filling.complete(database);
    var unused =
        begin(() ->
            Worker.start(
                workerConfig,
                database,
                new JobMeasurements(database, database.time()),
                new RunFitOptions(),
                database.time(),
                TrainingProgress.NONE));
    boolean first = database.accounts().empty();
    announcement =
        new Announcement(
            config.dataFolder(),
            "%s v%d on %s".formatted(MODEL, live.championVersion(), config.bind()),
            config.bind(),
            server.grpcPort(),
            server.httpPort(),
            admin.port(),
            serverConfig.edge().apiKeysRequired(),
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

  private static Deployment live(
      StandaloneConfig config, Database database, FirstFilling filling, Consumer<String> progress) {
    Optional<ModelSummary> known =
        database.registry().models().stream().filter(m -> m.name().equals(MODEL)).findFirst();
    if (known.isPresent() && config.ownData()) {
      throw new IllegalArgumentException(
          "--transactions is for a first start, and %s already holds %s v%d: take another --data-dir, or add a version with `perennial train`"
              .formatted(config.dataFolder(), MODEL, known.get().latestVersion()));
    }
    return known
        .flatMap(ModelSummary::live)
        .orElseGet(() ->
            promote(
                database,
                known
                    .map(ModelSummary::latestVersion) // a start that was killed in between
                    .orElseGet(() -> filling.train(database).version()),
                progress));
  }

  private static Deployment promote(Database database, long version, Consumer<String> progress) {
    progress.accept("Promoting %s v%d".formatted(MODEL, version));
    return database
        .registry()
        .deploy(NewDeployment.champion(MODEL, version, 0, ACTOR, "first version of the demo"));
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
    settings.putIfAbsent(API_KEYS, "off"); // what the announcement shows works as pasted
    settings.put(ServerConfig.PREFIX + "BIND", config.bind());
    settings.put(ServerConfig.PREFIX + "GRPC_PORT", Integer.toString(config.grpcPort()));
    settings.put(ServerConfig.PREFIX + "HTTP_PORT", Integer.toString(config.httpPort()));
    settings.put(
        ServerConfig.PREFIX + "LAST_KNOWN_GOOD",
        config.dataFolder().resolve("last-known-good").toString());
    settings.putIfAbsent(ServerConfig.PREFIX + "LOG_SHARE", "1"); // a demo has little traffic
    return ServerConfig.from(settings);
  }

  /**
   * Starts a part and keeps it for closing. A stop in the middle of the start waits for it, so that
   * nothing half started, such as a PostgreSQL, is left behind.
   */
  private synchronized <T extends AutoCloseable> T begin(Supplier<T> start) {
    if (closed) {
      throw new IllegalStateException("stopped while it was starting");
    }
    T part = start.get();
    running.push(part);
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
