package perennial.server;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.server.customers.Customers;
import perennial.server.customers.EventQualityWriter;
import perennial.server.grpc.GrpcErrors;
import perennial.server.metrics.EventSeries;
import perennial.server.metrics.ServingMetrics;
import perennial.server.rollout.Clocks;
import perennial.server.rollout.LiveRollout;
import perennial.server.rollout.Stops;
import perennial.server.serving.Serving;
import perennial.server.threads.ComputingThreads;

/** All that is behind the ports, wired. Nothing runs before {@link #start}. */
record Parts(
    Backend backend,
    Serving serving,
    Customers customers,
    LiveRollout rollout,
    Optional<EventQualityWriter> quality,
    Edge edge,
    ComputingThreads computing,
    Clock clock)
    implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Parts.class);
  private static final long MEBIBYTE = 1 << 20;

  static Parts wired(ServerConfig config, Backend backend, Clock clock) {
    LiveRollout rollout =
        new LiveRollout(
            backend.store().predictions(),
            backend.registry(),
            config.rollout(),
            Stops.in(config.lastKnownGoodFolder()),
            GrpcErrors::codeOf,
            new Clocks(clock, backend.time()));
    Serving serving =
        new Serving(
            backend.registry(),
            backend.listener(),
            backend.store().ledger(),
            settings(config),
            rollout,
            clock);
    Edge edge = Edge.of(config.edge(), backend.accounts());
    Customers customers = customers(config.customers(), backend);
    ServingMetrics.follow(serving.health(), edge.metrics());
    serving.showCounts(edge.metrics()::counter);
    rollout.showCounts(edge.metrics()::counter);
    customers.showCounts(edge.metrics()::counter);
    return new Parts(
        backend,
        serving,
        customers,
        rollout,
        quality(backend, serving, edge, clock),
        edge,
        new ComputingThreads(),
        clock);
  }

  private static Serving.Settings settings(ServerConfig config) {
    CustomerSettings customers = config.customers();
    return new Serving.Settings(
        config.defaultModel(),
        config.pollInterval(),
        config.lastKnownGoodFolder(),
        config.predictionCacheMebibytes() * MEBIBYTE,
        Duration.ofSeconds(config.predictionSeconds()),
        new Serving.CustomerRules(
            customers.ledger(),
            customers.coldStart(),
            customers.rates(),
            customers.cohortInterval()));
  }

  private static Customers customers(CustomerSettings settings, Backend backend) {
    return Customers.open(
        backend.store().ledger(),
        backend.customerListener(),
        new Customers.Settings(
            settings.mebibytes() * MEBIBYTE,
            settings.expireAfter(),
            settings.trust(),
            settings.redisUrl(),
            settings.redisExpireAfter()),
        backend.identity());
  }

  private static Optional<EventQualityWriter> quality(
      Backend backend, Serving serving, Edge edge, Clock clock) {
    EventSeries events = edge.metrics().events();
    return backend
        .store()
        .quality()
        .map(counts ->
            new EventQualityWriter(
                counts,
                events::takeKinds,
                back -> back.forEach(events::kind),
                () -> serving.contract().terms().timeZone(),
                clock));
  }

  /** Starts the threads; the first version is loaded before anything else is looked for. */
  void start(String serverName) {
    serving.start(serverName);
    customers.start();
    rollout.start();
    quality.ifPresent(EventQualityWriter::start);
  }

  /** Ends the threads, when what they have is written. */
  @Override
  public void close() {
    stop(computing);
    stop(serving);
    stop(customers);
    stop(rollout);
    quality.ifPresent(Parts::stop);
  }

  /** One that fails must not keep the others, such as the prediction log, from writing. */
  private static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      log.error("could not stop {}", part.getClass().getSimpleName(), e);
    }
  }
}
