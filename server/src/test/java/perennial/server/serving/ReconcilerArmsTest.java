package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static perennial.registry.ServingReport.State.FAILED;
import static perennial.registry.ServingReport.State.LOADING;
import static perennial.registry.ServingReport.State.READY;

import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import perennial.model.GoldenPredictions;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.Deployment;
import perennial.registry.RegistryUnavailable;
import perennial.server.TestModels;

/** Challenger and shadow beside the champion. */
class ReconcilerArmsTest extends ReconcilerCase {
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

  @Test
  void start_wantedVersionBrokenAndTheKeptOneIncomplete_theWantedOnesFailureStays() {
    registry.breakVersion("retail", 2, new ArtifactCorrupted("broken"));
    registry.deploy("retail", 1, 2, 0.25, 0);
    process.pass();
    registry.register("retail", TestModels.model(3));
    registry.breakVersion("retail", 3, new ArtifactCorrupted("hash of v3 is wrong"));
    registry.promote("retail", 3);
    Process restarted = new Process(Optional.of(folder));
    restarted.pass();
    assertEquals(
        new ModelStatus("retail", 2, 1, FAILED, "hash of v3 is wrong"), restarted.status());
    int loads = registry.loads();
    restarted.pass(); // before its time it is not tried again
    assertEquals(loads, registry.loads());
  }

  @Test
  void idle_retryOfWhatNobodyWantsAnyMore_doesNotSpin() {
    registry.breakVersion("retail", 2, new ArtifactCorrupted("broken"));
    registry.deploy("retail", 1, 2, 0.1, 0);
    process.pass();
    registry.undeploy("retail");
    clock.advance(Duration.ofMinutes(1));
    process.pass();
    assertEquals(Duration.ofSeconds(5), process.reconciler.idle(Duration.ofSeconds(5)));
  }
}
