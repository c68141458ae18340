package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import perennial.model.HorizonPrediction;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.model.SpendOrders;
import perennial.model.Traits;
import perennial.registry.Deployment;
import perennial.registry.ServingReport;
import perennial.server.FakePredictionLog;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;
import perennial.server.TestServing;
import perennial.server.customers.FakeLedger;
import perennial.server.rollout.Brake;
import perennial.server.rollout.Clocks;
import perennial.server.rollout.LiveRollout;
import perennial.server.rollout.RolloutSettings;
import perennial.server.rollout.Stops;

/** Champions, challengers and shadows change while customers are asked about. */
class ArmSwapTest {
  private static final int SWAPS = 50;
  private static final int VERSIONS = 5;
  private static final int CUSTOMERS = 60;
  private static final PredictionQuery QUERY =
      new PredictionQuery("retail", Horizons.ofDays(30, 365), 0, RequestedTerms.NONE);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-07-01T10:00:00Z"), ZoneOffset.UTC);

  private final FakeRegistry registry = new FakeRegistry();
  private final FakePredictionLog log = new FakePredictionLog();
  private final List<Customer> customers =
      IntStream.range(0, CUSTOMERS).mapToObj(i -> RolloutCase.customer("c" + i)).toList();
  private final Map<Long, Prediction> expected =
      LongStream.rangeClosed(1, VERSIONS)
          .boxed()
          .collect(Collectors.toMap(v -> v, ArmSwapTest::prediction));
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Set<Arm> arms = ConcurrentHashMap.newKeySet();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicBoolean stop = new AtomicBoolean();

  private static Prediction prediction(long version) {
    var history =
        RolloutCase.customer("c")
            .state()
            .orElseThrow()
            .history(LocalDate.of(2026, 7, 1), SpendOrders.REPEAT, Traits.NONE)
            .orElseThrow();
    return TestModels.model(version).predict(history, QUERY.horizons());
  }

  @Test
  void deploy_underLoad_everyAnswerIsOfAnArmOfOneDeployment() throws Exception {
    for (int v = 1; v <= VERSIONS; v++) {
      registry.register("retail", TestModels.model(v));
    }
    registry.deploy("retail", 1, 2, 0.5, 3);
    LiveRollout rollout = rollout();
    try (rollout;
        Serving serving = serving(rollout)) {
      rollout.start();
      serving.start("server");
      TestServer.eventually("ready", () -> serving.health().snapshot().ready());
      Thread singles = Thread.ofPlatform().start(() -> load(() -> single(serving.router())));
      Thread batches = Thread.ofPlatform().start(() -> load(() -> batch(serving.router())));
      for (int swap = 1; swap <= SWAPS; swap++) {
        Deployment next = next(swap);
        TestServer.eventually(
            "deployment " + next.sequence() + " is served",
            () -> {
              ModelStatus status = serving.health().snapshot().models().getFirst();
              return status.deploymentSequence() == next.sequence()
                  && status.state() == ServingReport.State.READY;
            });
        long target = answered.get() + 40; // so that calls run before, during and after each swap
        TestServer.eventually("more calls", () -> answered.get() >= target);
      }
      stop.set(true);
      singles.join();
      batches.join();
    }
    assertEquals(List.of(), List.copyOf(wrong));
    assertEquals(Set.of(Arm.CHAMPION, Arm.CHALLENGER), arms);
    assertTrue(registry.loads() <= 5 * SWAPS, registry.loads() + " loads");
    assertLogged();
  }

  private Deployment next(int swap) {
    long champion = 1 + swap % VERSIONS;
    long challenger = 1 + (swap + 1) % VERSIONS;
    long shadow = 1 + (swap + 2) % VERSIONS;
    return switch (swap % 4) {
      case 0 -> registry.deploy("retail", champion, 0, 0, shadow);
      case 1 -> registry.deploy("retail", champion, challenger, 0.1, 0);
      case 2 -> registry.deploy("retail", champion, challenger, 0.5, shadow);
      default -> registry.deploy("retail", champion, challenger, 1, champion);
    };
  }

  private void load(Runnable call) {
    while (!stop.get()) {
      try {
        call.run();
        answered.incrementAndGet();
      } catch (RuntimeException e) {
        wrong.add(e.toString());
      }
    }
  }

  private void single(PredictionRouter router) {
    check(router.predict(QUERY, customers.get((int) (answered.get() % CUSTOMERS))));
  }

  /** All by one deployment: at most one version an arm, and a customer's arm as the hash says. */
  private void batch(PredictionRouter router) {
    List<Answer> answers = router.predictCustomers(QUERY, customers, () -> {});
    Set<String> versions = new HashSet<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      Answer answer = answers.get(i);
      check(answer);
      versions.add(answer.arm() + " v" + answer.servedBy().number());
    }
    Set<Arm> seen = answers.stream().map(Answer::arm).collect(Collectors.toSet());
    boolean allowed =
        registry.deployments("retail", 0, 2 * SWAPS).stream().anyMatch(d -> allows(d, answers));
    if (versions.size() != seen.size() || !allowed) {
      wrong.add("a batch of " + versions);
    }
  }

  private boolean allows(Deployment deployment, List<Answer> answers) {
    for (int i = 0; i < CUSTOMERS; i++) {
      long challenger = deployment.challengerVersion().orElse(0);
      boolean challenged =
          challenger != 0
              && CustomerSplit.position("retail", challenger, customers.get(i).id())
                  < deployment.challengerShare();
      long version = challenged ? challenger : deployment.championVersion();
      if (answers.get(i).servedBy().number() != version) {
        return false;
      }
    }
    return true;
  }

  private void check(Answer answer) {
    arms.add(answer.arm());
    if (!answer.prediction().equals(expected.get(answer.servedBy().number()))) {
      wrong.add("no prediction of v" + answer.servedBy().number());
    }
  }

  private List<HorizonPrediction> horizons(long version) {
    return Optional.ofNullable(expected.get(version)).orElseThrow().horizons();
  }

  private void assertLogged() {
    log.rows()
        .forEach(
            row -> assertEquals(horizons(row.version()), row.output().orElseThrow().horizons()));
    Set<String> logged = log.rows().stream().map(r -> r.arm()).collect(Collectors.toSet());
    assertEquals(Set.of("CHAMPION", "CHALLENGER", "SHADOW"), logged);
  }

  private LiveRollout rollout() {
    return new LiveRollout(
        log,
        registry,
        new RolloutSettings(0.01, 400, new Brake.Limits(500, Duration.ofMinutes(5), 0.02, 0, 0)),
        Stops.in(Optional.empty()),
        Throwable::toString,
        Clocks.same(CLOCK));
  }

  private Serving serving(LiveRollout rollout) {
    return new Serving(
        registry,
        registry::listen,
        new FakeLedger(),
        TestServing.settings(1 << 20),
        rollout,
        CLOCK);
  }
}
