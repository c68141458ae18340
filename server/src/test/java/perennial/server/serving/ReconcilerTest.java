package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static perennial.registry.ServingReport.State.FAILED;
import static perennial.registry.ServingReport.State.LOADING;
import static perennial.registry.ServingReport.State.READY;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import perennial.model.GoldenPredictions;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.ServingReport;
import perennial.server.TestModels;

/** One pass after the other, without a thread. */
class ReconcilerTest extends ReconcilerCase {
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
  void pass_triedAgain_staysFailedUntilItServes() {
    registry.breakVersion("retail", 1, new ArtifactCorrupted("broken"));
    registry.promote("retail", 1);
    List<ServingReport.State> seen = new ArrayList<>();
    process.health.listen(now -> now.models().forEach(model -> seen.add(model.state())));
    for (int second = 0; second < 10; second++) {
      process.pass();
      clock.advance(Duration.ofSeconds(1));
    }
    assertEquals(4, registry.loads());
    registry.repairVersion("retail", 1);
    clock.advance(Duration.ofSeconds(10));
    process.pass();
    assertEquals(List.of(LOADING, FAILED, READY), seen);
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

  @Test
  void pass_clockSetBack_reportsAtOnceAndGoesOnWithItsHeartbeats() {
    registry.promote("retail", 1);
    process.pass();
    int reports = registry.reports().size();
    clock.advance(Duration.ofDays(-2));
    assertEquals(Duration.ZERO, process.reconciler.idle(Duration.ofSeconds(5)));
    process.pass();
    assertEquals(reports + 1, registry.reports().size());
    assertEquals(clock.instant(), registry.reports().getLast().reportedAt());
    process.pass();
    assertEquals(reports + 1, registry.reports().size());
    clock.advance(Reporter.HEARTBEAT);
    process.pass();
    assertEquals(reports + 2, registry.reports().size());
  }
}
