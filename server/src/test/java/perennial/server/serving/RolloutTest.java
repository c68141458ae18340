package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import perennial.model.Horizons;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerState;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.server.FakePredictionLog;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;
import perennial.server.TestServing;
import perennial.server.customers.FakeLedger;
import perennial.server.grpc.GrpcErrors;
import perennial.server.rollout.Brake;
import perennial.server.rollout.LiveRollout;
import perennial.server.rollout.RolloutSettings;
import perennial.server.rollout.Stops;

/** A router with all that happens beside its answers, before a registry in memory. */
class RolloutTest {
  private static final PredictionQuery QUERY =
      new PredictionQuery("retail", Horizons.ofDays(30, 365), 0, RequestedTerms.NONE);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-07-01T10:00:00Z"), ZoneOffset.UTC);

  private final FakeRegistry registry = new FakeRegistry();
  private final FakePredictionLog log = new FakePredictionLog();
  private Server server = new Server(1, 100);

  private final class Server implements AutoCloseable {
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
              CLOCK);
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

  private LoggedPrediction row(UUID id, Arm arm) {
    return log.rows().stream()
        .filter(r -> r.id().equals(id) && r.arm().equals(arm.name()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void predict_byId_isByTheArmOfTheCustomer() {
    registry.deploy("retail", 1, 2, 0.3, 0);
    server.started();
    int challenged = 0;
    for (int i = 0; i < 2_000; i++) {
      Answer answer = server.predict("c" + i);
      assertEquals(answer.arm() == Arm.CHALLENGER ? 2 : 1, answer.servedBy().number());
      challenged += answer.arm() == Arm.CHALLENGER ? 1 : 0;
      assertEquals(answer.arm(), server.predict("c" + i).arm());
    }
    assertTrue(challenged > 500 && challenged < 700, challenged + " of 2000");
    List<Customer> all = IntStream.range(0, 100).mapToObj(i -> customer("c" + i)).toList();
    List<Answer> batch = server.serving.router().predictCustomers(QUERY, all, () -> {});
    for (int i = 0; i < 100; i++) {
      assertEquals(server.predict("c" + i).arm(), batch.get(i).arm());
    }
  }

  @Test
  void predict_byHistory_isTheChampions() {
    registry.deploy("retail", 1, 2, 1, 0);
    server.started();
    Answer answer = server.serving.router().predict(QUERY, TestModels.CUSTOMER);
    assertEquals(1, answer.servedBy().number());
    assertEquals(Arm.CHAMPION, answer.arm());
    assertEquals(Arm.CHALLENGER, server.predict("c1").arm());
  }

  @Test
  void predict_anotherProcess_decidesAlike() {
    registry.deploy("retail", 1, 2, 0.3, 0);
    server.started();
    try (Server second = new Server(1, 100).started()) {
      for (int i = 0; i < 2_000; i++) {
        assertEquals(server.predict("c" + i).arm(), second.predict("c" + i).arm());
      }
    }
  }

  @Test
  void predict_logged_rowHasTheInputAndTheAnswer() {
    registry.deploy("retail", 1, 2, 1, 3);
    server.started();
    Answer answer = server.predict("c1");
    UUID id = answer.id().orElseThrow();
    TestServer.eventually("both rows", () -> log.rows().size() == 2);
    LoggedPrediction row = row(id, Arm.CHALLENGER);
    assertEquals("c1", row.customerId());
    assertEquals(2, row.version());
    assertEquals("INDIVIDUAL", row.source());
    assertEquals("OK", row.status());
    assertEquals(5, row.history().orElseThrow().repeatPurchases());
    assertEquals(answer.prediction().horizons(), row.output().orElseThrow().horizons());
    LoggedPrediction shadow = row(id, Arm.SHADOW);
    assertEquals(3, shadow.version());
    assertEquals(row.history(), shadow.history());
    assertEquals(
        TestModels.model(3).predict(row.history().orElseThrow(), QUERY.horizons()).horizons(),
        shadow.output().orElseThrow().horizons());
    assertEquals(1, server.rollout.figures().shadowed());
  }

  @Test
  void predict_notSampled_hasNoIdAndNoShadow() {
    server.close();
    server = new Server(0, 100);
    registry.deploy("retail", 1, 0, 0, 3);
    server.started();
    assertEquals(Optional.empty(), server.predict("c1").id());
    server.close();
    assertEquals(List.of(), log.rows());
    assertEquals(0, server.rollout.figures().shadowed());
  }

  @Test
  void predict_challengerFails_isLoggedAndBraked() {
    server.close();
    server = new Server(0, 20);
    long failing = registry.register("retail", TestModels.modelWithTraits());
    registry.deploy("retail", 1, failing, 1, 0);
    server.started();
    for (int i = 0; i < 20; i++) { // by id no covariates are known
      assertEquals(Source.FALLBACK, server.predict("c" + i).source());
    }
    TestServer.eventually(
        "the brake acted", () -> registry.live("retail").orElseThrow().actor().equals(Brake.ACTOR));
    assertEquals(Arm.CHAMPION, server.predict("c1").arm());
    TestServer.eventually("failures are logged", () -> log.rows().size() == 20);
    LoggedPrediction row = log.rows().getFirst();
    assertEquals("OK", row.status());
    assertEquals("FALLBACK", row.source());
    assertEquals("CHALLENGER", row.arm());
    assertTrue(row.output().isPresent());
    assertTrue(row.history().isPresent());
  }

  @Test
  void predict_challengerPredictsOtherwise_isBraked() {
    server.close();
    server = new Server(0, 20);
    long much = registry.register("retail", TestModels.model(60));
    registry.deploy("retail", 1, much, 1, 0);
    server.started();
    for (int i = 0; i < 20; i++) {
      assertEquals(Arm.CHALLENGER, server.predict("c" + i).arm());
    }
    TestServer.eventually(
        "the brake acted", () -> registry.live("retail").orElseThrow().actor().equals(Brake.ACTOR));
    assertTrue(registry.live("retail").orElseThrow().reason().contains("mean CLV"));
    assertEquals(Arm.CHAMPION, server.predict("c1").arm());
  }

  @Test
  void predict_impossible_isLoggedAsItsStatus() {
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    PredictionQuery dear =
        new PredictionQuery(
            "retail",
            QUERY.horizons(),
            0,
            new RequestedTerms(OptionalDouble.of(11), OptionalDouble.empty(), ""));
    assertThrows(InvalidRequest.class, () -> server.serving.router().predict(dear, customer("c1")));
    TestServer.eventually("the row", () -> log.rows().size() == 1);
    LoggedPrediction row = log.rows().getFirst();
    assertEquals("INVALID_ARGUMENT", row.status());
    assertEquals(Optional.empty(), row.output());
    assertTrue(row.history().isPresent());
  }

  @Test
  void predictAll_logged_oneRowEach() {
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    var unused = server.serving.router().predictAll(QUERY, TestModels.histories(50), () -> {});
    TestServer.eventually("all rows", () -> log.rows().size() == 50);
    assertEquals("", log.rows().getFirst().customerId());
    assertEquals(TestModels.history(7), log.rows().get(7).history().orElseThrow());
  }

  @Test
  void predict_nothingServesTheModel_isLoggedWithoutAVersion() {
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    PredictionQuery other = new PredictionQuery("other", QUERY.horizons(), 0, RequestedTerms.NONE);
    long arrived = System.nanoTime() - Duration.ofMillis(80).toNanos();
    assertThrows(
        RuntimeException.class,
        () -> server.serving.router().predict(other, customer("c1"), arrived));
    TestServer.eventually("the row", () -> log.rows().size() == 1);
    LoggedPrediction row = log.rows().getFirst();
    assertEquals("other", row.model());
    assertEquals("c1", row.customerId());
    assertEquals(0, row.version());
    assertEquals(Optional.empty(), row.output());
    assertTrue(row.latencyMicros() >= 80_000, row::toString);
  }

  @Test
  void predict_arrivedBefore_latencyCountsFromThere() {
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    long arrived = System.nanoTime() - Duration.ofMillis(80).toNanos();
    var unused = server.serving.router().predict(QUERY, customer("c1"), arrived);
    TestServer.eventually("the row", () -> log.rows().size() == 1);
    assertTrue(log.rows().getFirst().latencyMicros() >= 80_000, log.rows()::toString);
  }

  @Test
  void unanswered_callersFault_isASampleAndOursIsAll() {
    server.close();
    server = new Server(0, 20);
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    PredictionRouter router = server.serving.router();
    for (int i = 0; i < 10; i++) {
      router.unanswered("retail", "c1", InvalidRequest.of("a", "b"), System.nanoTime());
      router.unanswered("no such name!", "c1", unavailable(), System.nanoTime());
    }
    TestServer.eventually("the rows", () -> log.rows().size() == 10);
    LoggedPrediction row = log.rows().getFirst();
    assertEquals("UNAVAILABLE", row.status());
    assertEquals("", row.model());
  }

  private static RegistryUnavailable unavailable() {
    return new RegistryUnavailable("reading customers", new IllegalStateException("away"));
  }
}
