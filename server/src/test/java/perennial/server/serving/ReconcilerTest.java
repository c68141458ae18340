package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static perennial.registry.ServingReport.State.FAILED;
import static perennial.registry.ServingReport.State.LOADING;
import static perennial.registry.ServingReport.State.READY;

import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.model.GoldenPredictions;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.Deployment;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ServingReport;
import perennial.server.FakeRegistry;
import perennial.server.SettableClock;
import perennial.server.TestModels;

/** One pass after the other, without a thread. */
class ReconcilerTest {
  @TempDir Path folder;

  private final FakeRegistry registry = new FakeRegistry();
  private final SettableClock clock = new SettableClock();
  private Process process = new Process(Optional.empty());

  /** What one start of a server has in memory. */
  private final class Process {
    final ServingModels models = new ServingModels();
    final ServingHealth health = new ServingHealth();
    final Reconciler reconciler;

    Process(Optional<Path> kept) {
      reconciler =
          new Reconciler(
              registry,
              models,
              new ArmLoader(
                  registry, new VersionLoader(registry, GoldenPredictions::firstMismatch)),
              kept.map(LastKnownGood::new),
              health,
              new Reporter(registry, "server-1", clock),
              clock);
    }

    void pass() {
      reconciler.pass();
    }

    long serving() {
      return models.find("retail").map(s -> s.champion().number()).orElse(0L);
    }

    ModelStatus status() {
      return health.snapshot().models().getFirst();
    }
  }

  @BeforeEach
  void twoVersions() {
    process = new Process(Optional.of(folder));
    registry.register("retail", TestModels.model(1));
    registry.register("retail", TestModels.model(2));
  }

  @Test
  void pass_nothingDeployed_notReady() {
    process.pass();
    assertEquals(0, process.serving());
    assertFalse(process.health.snapshot().ready());
    assertTrue(process.health.snapshot().registryReachable());
  }

  @Test
  void pass_promoted_servesAndReportsLoadingThenReady() {
    registry.promote("retail", 1);
    process.pass();
    assertEquals(1, process.serving());
    assertTrue(process.health.snapshot().ready());
    assertEquals(
        List.of(LOADING, READY), registry.reports().stream().map(ServingReport::state).toList());
    assertEquals(1, registry.reports().getLast().servingVersion());
    assertEquals("server-1", registry.reports().getLast().server());
  }

  @Test
  void pass_nothingNew_loadsNothingAndReportsOncePerHeartbeat() {
    registry.promote("retail", 1);
    process.pass();
    int reports = registry.reports().size();
    process.pass();
    assertEquals(reports, registry.reports().size());
    clock.advance(Reporter.HEARTBEAT);
    process.pass();
    assertEquals(reports + 1, registry.reports().size());
    assertEquals(1, registry.loads());
  }

  @Test
  void pass_corruptedArtifact_oldVersionStaysAndReasonIsReported() {
    registry.promote("retail", 1);
    process.pass();
    registry.breakVersion("retail", 2, new ArtifactCorrupted("hash of v2 is wrong"));
    registry.promote("retail", 2);
    process.pass();
    assertEquals(1, process.serving());
    assertEquals(new ModelStatus("retail", 2, 1, FAILED, "hash of v2 is wrong"), process.status());
    assertEquals(FAILED, registry.reports().getLast().state());
    assertTrue(process.health.snapshot().ready());
  }

  @Test
  void pass_goldensOfAnotherModel_neverServes() {
    registry.promote("retail", 1);
    process.pass();
    long wrong =
        registry.register("retail", TestModels.model(3), GoldenPredictions.of(TestModels.model(4)));
    registry.promote("retail", wrong);
    process.pass();
    assertEquals(1, process.serving());
    assertEquals(FAILED, process.status().state());
    assertTrue(process.status().detail().contains("golden"), process.status().detail());
  }

  @Test
  void pass_noGoldens_neverServes() {
    long unchecked = registry.register("retail", TestModels.model(3), List.of());
    registry.promote("retail", unchecked);
    process.pass();
    assertEquals(0, process.serving());
    assertEquals(FAILED, process.status().state());
    assertFalse(process.health.snapshot().ready());
  }

  @Test
  void pass_failing_retriesWithBackoffAndThenNoMore() {
    registry.breakVersion("retail", 1, new ArtifactCorrupted("broken"));
    registry.promote("retail", 1);
    for (int second = 0; second < 300; second++) {
      process.pass();
      clock.advance(Duration.ofSeconds(1));
    }
    assertEquals(6, registry.loads());
    registry.repairVersion("retail", 1);
    process.pass();
    assertEquals(0, process.serving());
    registry.promote("retail", 2); // a new deployment is a new chance
    process.pass();
    assertEquals(2, process.serving());
    assertEquals(READY, process.status().state());
  }

  @Test
  void pass_repairedInTime_servesAtTheRetry() {
    registry.breakVersion("retail", 1, new ArtifactCorrupted("broken"));
    registry.promote("retail", 1);
    process.pass();
    registry.repairVersion("retail", 1);
    process.pass();
    assertEquals(0, process.serving());
    assertEquals(Duration.ofSeconds(1), process.reconciler.idle(Duration.ofSeconds(5)));
    clock.advance(Duration.ofSeconds(1));
    process.pass();
    assertEquals(1, process.serving());
  }

  @Test
  void pass_oneModelFails_otherIsNotTouched() {
    registry.register("loyal", TestModels.model(7));
    registry.promote("loyal", 1);
    registry.breakVersion("retail", 1, new ArtifactCorrupted("broken"));
    registry.promote("retail", 1);
    process.pass();
    assertEquals(0, process.serving());
    assertTrue(process.models.find("loyal").isPresent());
    assertTrue(process.health.snapshot().ready());
  }

  @Test
  void pass_registryAway_keepsServingAndCatchesUp() {
    registry.promote("retail", 1);
    process.pass();
    registry.away(true);
    registry.promoteWhileAway("retail", 2);
    for (int i = 0; i < 100; i++) {
      process.pass();
      clock.advance(Duration.ofMinutes(1));
    }
    assertEquals(1, process.serving());
    assertTrue(process.health.snapshot().ready());
    assertFalse(process.health.snapshot().registryReachable());
    registry.away(false);
    process.pass();
    assertEquals(2, process.serving());
    assertTrue(process.health.snapshot().registryReachable());
  }

  @Test
  void pass_registryEmptied_keepsServing() {
    registry.promote("retail", 1);
    process.pass();
    registry.undeploy("retail");
    process.pass();
    assertEquals(1, process.serving());
  }

  @Test
  void start_registryAway_servesTheKeptVersion() {
    registry.promote("retail", 2);
    process.pass();
    registry.away(true);
    Process restarted = new Process(Optional.of(folder));
    restarted.reconciler.serveLastKnownGood();
    assertEquals(2, restarted.serving());
    assertTrue(restarted.health.snapshot().ready());
    assertEquals(new ModelStatus("retail", 1, 2, READY, ""), restarted.status());
    var version = restarted.models.find("retail").orElseThrow().champion();
    assertEquals(TestModels.model(2), version.clvModel());
    registry.promoteWhileAway("retail", 1);
    registry.away(false);
    restarted.pass();
    assertEquals(1, restarted.serving());
  }

  @Test
  void start_wantedVersionBroken_servesTheKeptOne() {
    registry.promote("retail", 1);
    process.pass();
    registry.breakVersion("retail", 2, new ArtifactCorrupted("broken"));
    registry.promote("retail", 2);
    Process restarted = new Process(Optional.of(folder));
    restarted.pass();
    assertEquals(1, restarted.serving());
    assertEquals(FAILED, restarted.status().state());
  }

  @Test
  void start_wantedVersionUnknownToTheRegistry_keptFileOfAnotherDatabaseIsReplaced() {
    registry.promote("retail", 2);
    process.pass();
    registry.undeploy("retail"); // another database: same numbers, other deployments
    registry.promote("retail", 1);
    Process restarted = new Process(Optional.of(folder));
    restarted.reconciler.serveLastKnownGood();
    assertEquals(2, restarted.serving());
    restarted.pass();
    assertEquals(1, restarted.serving());
  }

  @Test
  void start_keptFileChanged_isRefused() throws Exception {
    registry.promote("retail", 2);
    process.pass();
    Path file = folder.resolve("retail.version");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    registry.away(true);
    Process restarted = new Process(Optional.of(folder));
    restarted.pass();
    assertEquals(0, restarted.serving());
    assertFalse(restarted.health.snapshot().ready());
  }

  @Test
  void pass_unwritableFolder_servesAllTheSame() throws Exception {
    Path file = Files.createFile(folder.resolve("a-file"));
    Process without = new Process(Optional.of(file));
    registry.promote("retail", 1);
    without.pass();
    assertEquals(1, without.serving());
    assertEquals(READY, without.status().state());
  }

  private ServedModel served(Process of) {
    return of.models.find("retail").orElseThrow();
  }

  @Test
  void pass_challengerAndShadow_areServedWithTheChampion() {
    registry.register("retail", TestModels.model(3));
    Deployment wanted = registry.deploy("retail", 1, 2, 0.1, 3);
    process.pass();
    ServedModel served = served(process);
    assertEquals(wanted, served.deployment());
    assertEquals(1, served.champion().number());
    assertEquals(2, served.challenger().orElseThrow().number());
    assertEquals(3, served.shadow().orElseThrow().number());
    assertEquals(new ModelStatus("retail", 1, 1, READY, ""), process.status());
  }

  @Test
  void pass_sameVersionsInOtherParts_areNotLoadedAgain() {
    registry.deploy("retail", 1, 2, 0.1, 0);
    process.pass();
    assertEquals(2, registry.loads());
    ServedVersion challenger = served(process).challenger().orElseThrow();
    registry.deploy("retail", 1, 2, 0.2, 0);
    process.pass();
    registry.deploy("retail", 2, 1, 0.1, 0);
    process.pass();
    assertEquals(2, registry.loads());
    assertSame(challenger, served(process).champion());
  }

  @Test
  void pass_challengerBroken_championAnswersAndReasonIsReported() {
    registry.breakVersion("retail", 2, new ArtifactCorrupted("hash of v2 is wrong"));
    registry.deploy("retail", 1, 2, 0.1, 0);
    process.pass();
    assertEquals(1, process.serving());
    assertTrue(served(process).challenger().isEmpty());
    assertTrue(process.health.snapshot().ready());
    assertEquals(
        new ModelStatus(
            "retail", 1, 1, FAILED, "challenger v2 does not serve: hash of v2 is wrong"),
        process.status());
    assertEquals(FAILED, registry.reports().getLast().state());
    assertEquals(1, registry.reports().getLast().servingVersion());
  }

  @Test
  void pass_shadowFailsItsGoldens_neverServesAndNeverBlocks() {
    long wrong =
        registry.register("retail", TestModels.model(3), GoldenPredictions.of(TestModels.model(4)));
    registry.deploy("retail", 1, 2, 0.1, wrong);
    process.pass();
    assertTrue(served(process).shadow().isEmpty());
    assertTrue(served(process).challenger().isPresent());
    assertTrue(process.status().detail().startsWith("shadow v3"), process.status().detail());
  }

  @Test
  void pass_challengerBrokenForGood_isRetriedWithBackoffAndThenNoMore() {
    registry.breakVersion("retail", 2, new ArtifactCorrupted("broken"));
    registry.deploy("retail", 1, 2, 0.1, 0);
    for (int second = 0; second < 300; second++) {
      process.pass();
      clock.advance(Duration.ofSeconds(1));
    }
    assertEquals(1 + 6, registry.loads()); // the champion once
    assertEquals(FAILED, process.status().state());
  }

  @Test
  void pass_challengerRepaired_servesAtTheRetry() {
    registry.breakVersion("retail", 2, new ArtifactCorrupted("broken"));
    registry.deploy("retail", 1, 2, 0.1, 0);
    process.pass();
    registry.repairVersion("retail", 2);
    clock.advance(Duration.ofSeconds(1));
    process.pass();
    assertEquals(2, served(process).challenger().orElseThrow().number());
    assertEquals(new ModelStatus("retail", 1, 1, READY, ""), process.status());
  }

  @Test
  void pass_registryAwayDuringTheChallenger_itIsLoadedLater() {
    registry.breakVersion(
        "retail", 2, new RegistryUnavailable("loading", new ConnectException("refused")));
    registry.deploy("retail", 1, 2, 0.1, 0);
    for (int i = 0; i < 20; i++) { // an outage costs no attempts
      process.pass();
      clock.advance(Duration.ofSeconds(1));
    }
    assertEquals(1, process.serving());
    assertEquals(LOADING, process.status().state());
    registry.repairVersion("retail", 2);
    process.pass();
    assertTrue(served(process).challenger().isPresent());
    assertEquals(READY, process.status().state());
  }

  @Test
  void idle_registryAwayWithARetryDue_doesNotSpin() {
    registry.breakVersion("retail", 2, new ArtifactCorrupted("broken"));
    registry.deploy("retail", 1, 2, 0.1, 0);
    process.pass();
    registry.away(true);
    clock.advance(Duration.ofMinutes(1));
    process.pass();
    assertEquals(Duration.ofSeconds(1), process.reconciler.idle(Duration.ofSeconds(5)));
  }

  @Test
  void start_registryAway_servesTheKeptArms() {
    registry.register("retail", TestModels.model(3));
    Deployment wanted = registry.deploy("retail", 1, 2, 0.25, 3);
    process.pass();
    registry.away(true);
    Process restarted = new Process(Optional.of(folder));
    restarted.reconciler.serveLastKnownGood();
    ServedModel restored = served(restarted);
    assertEquals(wanted, restored.deployment());
    assertEquals(TestModels.model(2), restored.challenger().orElseThrow().clvModel());
    assertEquals(TestModels.model(3), restored.shadow().orElseThrow().clvModel());
    for (int customer = 0; customer < 10_000; customer++) {
      assertEquals(
          CustomerSplit.arm(served(process), "c-" + customer),
          CustomerSplit.arm(restored, "c-" + customer));
    }
    registry.away(false);
    int loads = registry.loads();
    restarted.pass();
    assertEquals(loads, registry.loads());
    assertEquals(READY, restarted.status().state());
  }

  @Test
  void start_keptFileHasTheChampionAlone_challengerComesFromTheRegistry() {
    registry.breakVersion("retail", 2, new ArtifactCorrupted("broken"));
    registry.deploy("retail", 1, 2, 0.25, 0);
    process.pass();
    registry.repairVersion("retail", 2);
    Process restarted = new Process(Optional.of(folder));
    restarted.reconciler.serveLastKnownGood();
    assertTrue(served(restarted).challenger().isEmpty());
    clock.advance(Duration.ofSeconds(1));
    restarted.pass();
    assertTrue(served(restarted).challenger().isPresent());
    assertEquals(READY, restarted.status().state());
  }
}
