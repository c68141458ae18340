package perennial.server.serving;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import perennial.model.Horizons;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerState;
import perennial.server.FakePredictionLog;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;
import perennial.server.TestServing;
import perennial.server.customers.FakeLedger;
import perennial.server.grpc.GrpcErrors;
import perennial.server.rollout.Brake;
import perennial.server.rollout.Clocks;
import perennial.server.rollout.LiveRollout;
import perennial.server.rollout.RolloutSettings;
import perennial.server.rollout.Stops;

/** A router with all that happens beside its answers, before a registry in memory. */
abstract class RolloutCase {
  static final PredictionQuery QUERY =
      new PredictionQuery("retail", Horizons.ofDays(30, 365), 0, RequestedTerms.NONE);
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-01T10:00:00Z"), ZoneOffset.UTC);

  final FakeRegistry registry = new FakeRegistry();
  final FakePredictionLog log = new FakePredictionLog();
  Server server = new Server(1, 100);

  final class Server implements AutoCloseable {
    final LiveRollout rollout;
    final Serving serving;

    Server(double loggedShare, int minAnswers) {
      rollout =
          new LiveRollout(
              log,
              registry,
              new RolloutSettings(
                  loggedShare,
                  400,
                  new Brake.Limits(minAnswers, Duration.ofMinutes(5), 0.02, 0, 0.25)),
              Stops.in(Optional.empty()),
              GrpcErrors::codeOf,
              Clocks.same(CLOCK));
      serving =
          new Serving(
              registry,
              registry::listen,
              new FakeLedger(),
              TestServing.settings(0),
              rollout,
              CLOCK);
    }

    Server started() {
      rollout.start();
      serving.start("server");
      TestServer.eventually("ready", () -> serving.health().snapshot().ready());
      return this;
    }

    Answer predict(String id) {
      return serving.router().predict(QUERY, customer(id));
    }

    @Override
    public void close() {
      serving.close();
      rollout.close();
    }
  }

  static Customer customer(String id) {
    Instant at = Instant.parse("2026-06-01T10:00:00Z");
    return new Customer(
        id,
        Attributes.NONE,
        Optional.of(
            new CustomerState(
                id,
                1,
                6,
                Optional.of(LocalDate.of(2025, 6, 1)),
                Optional.of(LocalDate.of(2026, 5, 1)),
                BigDecimal.TEN,
                BigDecimal.valueOf(200),
                BigDecimal.ZERO,
                at,
                at,
                Optional.empty(),
                Optional.empty(),
                CustomerState.Subscription.NONE,
                Attributes.NONE,
                Map.of(),
                at)));
  }

  @BeforeEach
  void versions() {
    registry.register("retail", TestModels.model(1));
    registry.register("retail", TestModels.model(2));
    registry.register("retail", TestModels.model(3));
  }

  @AfterEach
  void close() {
    server.close();
  }
}
