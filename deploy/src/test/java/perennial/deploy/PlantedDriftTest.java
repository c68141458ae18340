package perennial.deploy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.deploy.history.HistoryPlan;
import perennial.deploy.history.PastWindows;
import perennial.deploy.history.ShopHistory;
import perennial.monitoring.FeatureRole;
import perennial.registry.Database;
import perennial.registry.Deployment;
import perennial.registry.ModelVersion;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts.AlertFilter;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.testing.InstalledChromium;
import perennial.trainer.TrainingProgress;

/**
 * A shop of eighteen months in which three things changed: they are found and nothing else is, a
 * version is fitted again because of them, and a person promotes it in the browser and rolls back.
 */
class PlantedDriftTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int CUSTOMERS = 20_000;
  private static final long PATIENCE_SECONDS = 180;
  private static final String MODEL = Standalone.MODEL;

  @TempDir static Path folder;

  private static final AtomicReference<@Nullable Database> DATABASE = new AtomicReference<>();
  private static Standalone standalone;
  private static AdminBrowser browser;

  /** The demo's filling, without its command. */
  private static final class Filling implements Standalone.FirstFilling {
    private final HistoryPlan plan =
        HistoryPlan.before(LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC), CUSTOMERS);

    @Override
    public ModelVersion train(Database database) {
      DATABASE.set(database);
      return new ShopHistory(database, plan, CLOCK, TrainingProgress.NONE).seed(MODEL, "demo");
    }

    @Override
    public void complete(Database database) {
      new PastWindows(database, plan, CLOCK, TrainingProgress.NONE).measure(MODEL);
    }
  }

  @BeforeAll
  static void startEverything() {
    Assumptions.assumeTrue(InstalledChromium.isPresent(), InstalledChromium.ABSENT);
    standalone =
        Standalone.start(
            new StandaloneConfig(folder.resolve("data"), "127.0.0.1", 0, 0, 0, false),
            new Filling(),
            CLOCK,
            step -> {},
            it -> {});
    browser = new AdminBrowser();
  }

  @AfterAll
  static void stopEverything() {
    if (standalone != null) {
      browser.close();
      standalone.close();
    }
  }

  @Test
  void plantedChanges_areFoundRetrainedPromotedAndRolledBack() {
    await("a run that succeeds", () -> run().state() == TrainingRun.State.SUCCEEDED);
    assertCausesAreNamed();
    assertRunCameFromAnAlert();
    assertChallengerPassedEveryGate();
    promoteAndRollBackInTheBrowser();
  }

  private static void assertCausesAreNamed() {
    List<Alert> alerts = alerts();
    assertEquals(
        Set.of("purchase_amount of channel email", "category_share of all customers"),
        subjects(alerts, FeatureRole.FLOW));
    assertTrue(
        subjects(alerts, FeatureRole.CALIBRATION).contains("purchases of market DE"),
        () -> "not found: " + alerts);
    Set<FeatureRole> leading =
        Set.of(FeatureRole.FLOW, FeatureRole.CALIBRATION, FeatureRole.PREDICTION, FeatureRole.MIX);
    for (Alert alert : alerts) {
      assertTrue(leading.contains(alert.role()), alert.what());
    }
    assertTrue(
        alerts.stream().anyMatch(a -> a.what().contains("toys disappeared")),
        () -> "no words about toys: " + alerts);
  }

  private static void assertRunCameFromAnAlert() {
    TrainingRun run = run();
    assertEquals(TrainingRun.Trigger.ALERT, run.trigger());
    assertEquals(2, run.version().orElseThrow());
    Alert cause = database().alerts().alert(run.alert().orElseThrow()).orElseThrow();
    assertEquals(run.id(), cause.trainingRun().orElseThrow());
    assertEquals(2, cause.challenger().orElseThrow());
  }

  private static void assertChallengerPassedEveryGate() {
    List<GateResult> gates = database().trainingRuns().gates(MODEL, 2);
    assertEquals(10, gates.size());
    for (GateResult gate : gates) {
      assertEquals(GateResult.Outcome.PASSED, gate.outcome(), gate.finding());
    }
    Deployment live = database().registry().live(MODEL).orElseThrow();
    assertEquals(1, live.championVersion());
    assertEquals(2, live.challengerVersion().orElseThrow());
    assertTrue(database().trainingRuns().replay(MODEL, 2).orElseThrow().requests() > 0);
  }

  private static void promoteAndRollBackInTheBrowser() {
    assertEquals(1, servedVersion());
    try (Page page = browser.signedIn(standalone.announcement())) {
      page.navigate(address() + "/models/retail/promote?version=2");
      page.getByLabel("Reason").fill("Spend doubled in e-mail, and v2 knows it");
      page.getByRole(AriaRole.BUTTON, named("Deploy v2")).click();
      assertThat(page.locator("main")).containsText("v2");
      await("version 2 to be served", () -> servedVersion() == 2);

      page.navigate(address() + "/models/retail/rollback");
      page.getByLabel("Reason").fill("Only to see that it works");
      page.getByRole(AriaRole.BUTTON, named("Roll back")).click();
      assertThat(page.locator("main")).containsText("v1");
      await("version 1 to be served", () -> servedVersion() == 1);
    }
    List<Long> champions =
        database().registry().deployments(MODEL, 0, 10).stream()
            .map(Deployment::championVersion)
            .toList();
    assertEquals(List.of(1L, 2L, 1L, 1L), champions);
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  private static String address() {
    return "http://127.0.0.1:" + standalone.announcement().adminPort();
  }

  private static TrainingRun run() {
    return database().trainingRuns().run(1).orElseThrow();
  }

  private static List<Alert> alerts() {
    return database().alerts().alerts(new AlertFilter(MODEL, "", false), 0, 100);
  }

  private static Set<String> subjects(List<Alert> alerts, FeatureRole role) {
    return alerts.stream()
        .filter(alert -> alert.role() == role)
        .map(alert -> alert.feature() + " of " + alert.segment().text())
        .collect(Collectors.toSet());
  }

  private static long servedVersion() {
    ManagedChannel channel =
        Grpc.newChannelBuilder(
                "127.0.0.1:" + standalone.announcement().grpcPort(),
                InsecureChannelCredentials.create())
            .build();
    try {
      return PredictionServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(60, TimeUnit.SECONDS)
          .predict(
              PredictRequest.newBuilder()
                  .setModel(MODEL)
                  .setHistory(
                      CustomerHistory.newBuilder()
                          .setRepeatPurchases(5)
                          .setRecency(200)
                          .setAge(300)
                          .setMeanSpend(45.5))
                  .addHorizonDays(365)
                  .build())
          .getServedBy()
          .getVersion();
    } finally {
      channel.shutdownNow();
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "waited in vain for %s; runs: %s"
                .formatted(what, database().trainingRuns().runs("", 0, 10)));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static Database database() {
    return Objects.requireNonNull(DATABASE.get(), "not started");
  }
}
