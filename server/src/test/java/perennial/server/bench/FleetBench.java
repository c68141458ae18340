package perennial.server.bench;

import static perennial.server.bench.Figures.format;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.server.TestServer;
import perennial.server.TestVersions;
import perennial.server.drill.ServerProcess;

/** From the call that promotes to the answer of the new version by every one of several servers. */
final class FleetBench {
  private static final int SERVERS = 3;
  private static final int PROMOTIONS = 100;
  private static final long ASK_EVERY_NANOS = 2_000_000;
  private static final PredictRequest REQUEST =
      PredictRequest.newBuilder()
          .setHistory(
              perennial.api.v1.CustomerHistory.newBuilder()
                  .setRepeatPurchases(1)
                  .setRecency(2)
                  .setAge(3))
          .build();

  private final Figures figures;
  private volatile boolean done;

  FleetBench(Figures figures) {
    this.figures = figures;
  }

  void run() throws IOException, InterruptedException {
    List<ManagedChannel> channels = new ArrayList<>();
    List<Thread> askers = new ArrayList<>();
    AtomicLongArray answering = new AtomicLongArray(SERVERS);
    try (BenchDatabase database = new BenchDatabase()) {
      List<ServerProcess> servers = new ArrayList<>();
      for (int i = 0; i < SERVERS; i++) {
        servers.add(database.startServer());
      }
      for (ServerProcess server : servers) {
        ManagedChannel channel = server.channel();
        server.awaitAnswer(channel);
        int index = channels.size();
        channels.add(channel);
        askers.add(Thread.ofPlatform().start(() -> ask(channel, index, answering)));
      }
      promotions(database, answering);
      done = true;
      for (Thread asker : askers) {
        asker.join();
      }
    } finally {
      done = true;
      channels.forEach(ManagedChannel::shutdownNow);
    }
  }

  private void ask(ManagedChannel channel, int index, AtomicLongArray answering) {
    var stub = PredictionServiceGrpc.newBlockingStub(channel);
    while (!done) {
      answering.set(index, stub.predict(REQUEST).getServedBy().getVersion());
      LockSupport.parkNanos(ASK_EVERY_NANOS);
    }
  }

  private void promotions(BenchDatabase database, AtomicLongArray answering) {
    Histogram micros = new Histogram(60_000_000, 3);
    for (int i = 1; i <= PROMOTIONS; i++) {
      long version = 1 + i % BenchDatabase.VERSIONS;
      long start = System.nanoTime();
      TestVersions.promote(database.database.registry(), version, i);
      TestServer.eventually("v" + version, () -> all(answering, version));
      micros.recordValue((System.nanoTime() - start) / 1_000);
    }
    figures.add(
        "promote -> every server on it, p99",
        format("%.0f ms", micros.getValueAtPercentile(99) / 1e3),
        "1,000 ms",
        format(
            "%d promotions, %d servers, p50 %.0f ms",
            PROMOTIONS, SERVERS, micros.getValueAtPercentile(50) / 1e3));
  }

  private static boolean all(AtomicLongArray answering, long version) {
    for (int i = 0; i < answering.length(); i++) {
      if (answering.get(i) != version) {
        return false;
      }
    }
    return true;
  }
}
