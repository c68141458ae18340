package perennial.server.bench;

import static perennial.server.bench.Figures.format;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import perennial.registry.RegistryUnavailable;
import perennial.server.TestServer;
import perennial.server.TestVersions;
import perennial.server.drill.ServerProcess;

/** The database is gone for long; a second server is started meanwhile. */
final class OutageBench {
  private static final double RATE = 200;

  private final Figures figures;
  private final double seconds;

  /**
   * @param seconds that the database is gone
   */
  OutageBench(Figures figures, double seconds) {
    this.figures = figures;
    this.seconds = seconds;
  }

  void run() throws IOException, InterruptedException {
    try (BenchDatabase database = new BenchDatabase()) {
      ServerProcess server = database.startServer();
      ServerProcess restarted = database.startServer();
      ManagedChannel channel = Calls.channel(server.grpcPort());
      ManagedChannel other = restarted.channel();
      try {
        server.awaitAnswer(channel);
        restarted.awaitAnswer(other);
        var loop = new OpenLoop<>(Calls.single(channel));
        var unused = loop.run(RATE, 5);
        database.stop();
        OpenLoop.Result gone = loop.run(RATE, seconds / 2);
        restarted.kill();
        long start = System.nanoTime();
        restarted.restart();
        restarted.awaitAnswer(other);
        double restart = (System.nanoTime() - start) / 1e9;
        OpenLoop.Result later = loop.run(RATE, seconds / 2);
        database.start();
        report(gone, later, restart, backAgain(database, channel));
      } finally {
        channel.shutdownNow();
        other.shutdownNow();
      }
    }
  }

  /** Seconds from the database's return to the answer of a newly promoted version. */
  private static double backAgain(BenchDatabase database, ManagedChannel channel) {
    long start = System.nanoTime();
    TestServer.eventually("promoted", () -> promoted(database));
    TestServer.eventually("v2 answers", () -> version(channel) == 2);
    return (System.nanoTime() - start) / 1e9;
  }

  private static long version(ManagedChannel channel) {
    var calls = Calls.single(channel);
    return ClientCalls.blockingUnaryCall(
            channel, calls.method(), CallOptions.DEFAULT, calls.request().apply(0))
        .getServedBy()
        .getVersion();
  }

  private static boolean promoted(BenchDatabase database) {
    try {
      TestVersions.promote(database.database.registry(), 2, 1);
      return true;
    } catch (RegistryUnavailable e) {
      return false;
    }
  }

  private static long failed(OpenLoop.Result result) {
    return result.failures().values().stream().mapToLong(Long::longValue).sum();
  }

  private void report(
      OpenLoop.Result gone, OpenLoop.Result later, double restart, double backAgain) {
    long answered = gone.latencies().getTotalCount() + later.latencies().getTotalCount();
    figures.add(
        format("database dead for %.0f min: predictions that failed", seconds / 60),
        String.valueOf(failed(gone) + failed(later)),
        "0",
        format(
            "%,d answered at %.0f/s, p99 %.1f and %.1f ms; %s %s",
            answered,
            RATE,
            gone.p99() / 1e3,
            later.p99() / 1e3,
            gone.failures(),
            later.failures()));
    figures.add(
        "server started meanwhile: first answer, from its disk",
        format("%.1f s", restart),
        "",
        format("a promotion after the database's return answered after %.1f s", backAgain));
  }
}
