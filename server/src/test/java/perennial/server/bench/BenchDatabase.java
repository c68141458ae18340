package perennial.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import perennial.registry.Database;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.registry.testing.TemporaryFolders;
import perennial.server.drill.Drills;
import perennial.server.drill.Rehearsal;
import perennial.server.drill.ServerProcess;
import perennial.server.drill.ServerProcess.Launch;

/** A durable PostgreSQL with some versions of {@code retail}, and servers before it. */
final class BenchDatabase implements AutoCloseable {
  static final int VERSIONS = 5;

  private final Path folder = Files.createTempDirectory("perennial-bench");
  private final List<ServerProcess> servers = new ArrayList<>();
  private EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("database"));
  final Database database = Database.open(postgres.config(), Clock.systemUTC());

  BenchDatabase() throws IOException {
    database.migrate();
    Drills.versions(database, VERSIONS);
  }

  /** How a rehearsed server is started. */
  Launch rehearse() throws IOException, InterruptedException {
    return Rehearsal.of(postgres.config(), folder.resolve("rehearsal"));
  }

  /** Another server, which answers some time later; ends with this. */
  ServerProcess startServer() {
    return startServer(Launch.PLAIN);
  }

  /** The same, started like this. */
  ServerProcess startServer(Launch launch) {
    ServerProcess server =
        ServerProcess.start(
            postgres.config(), folder.resolve("server-" + servers.size()), Drills.SETTINGS, launch);
    servers.add(server);
    return server;
  }

  void stop() {
    postgres.close();
  }

  void start() {
    postgres = EmbeddedPostgres.start(folder.resolve("database"));
  }

  @Override
  public void close() {
    servers.forEach(ServerProcess::close);
    database.close();
    postgres.close();
    TemporaryFolders.delete(folder);
  }
}
