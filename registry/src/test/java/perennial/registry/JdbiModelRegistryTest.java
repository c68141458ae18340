package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.model.GoldenPredictions;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.testing.TestDatabase;

class JdbiModelRegistryTest {
  private final Database db = TestDatabase.fresh(Clock.systemUTC());
  private final ModelRegistry registry = db.registry();

  @AfterEach
  void close() {
    db.close();
  }

  private void register(int versions) {
    for (int i = 1; i <= versions; i++) {
      registry.register(Samples.version("retail", i, "ann"));
    }
  }

  @Test
  void register_thenLoad_givesTheSameBack() {
    Instant before = Instant.now().minusSeconds(60);
    ModelVersion registered = registry.register(Samples.version("retail", 0.5, "ann"));

    LoadedVersion loaded = registry.load("retail", 1);
    assertEquals(Samples.model(0.5), loaded.model());
    assertEquals(registered, loaded.version());
    assertEquals(Samples.provenance(), registered.provenance());
    assertEquals(Samples.metrics(), registered.metrics());
    assertEquals("ann", registered.registeredBy());
    assertTrue(registered.registeredAt().isAfter(before), registered::toString);
    assertEquals(GoldenPredictions.of(Samples.model(0.5)), loaded.goldens());
    assertEquals(Samples.report(), registry.report("retail", 1));
    assertEquals(
        List.of("r", "alpha", "a", "b"),
        List.copyOf(registry.report("retail", 1).calibration().parameters().keySet()));
  }

  @Test
  void register_metricNotFinite_isRefused() {
    NewVersion good = Samples.version("retail", 1, "ann");
    TreeMap<String, Double> metrics = new TreeMap<>(good.metrics());
    metrics.put("holdout.mae", Double.NaN);
    NewVersion bad =
        new NewVersion(
            "retail", good.fitted(), good.provenance(), metrics, good.report(), good.actor());
    var refusal = assertThrows(IllegalArgumentException.class, () -> registry.register(bad));
    assertTrue(refusal.toString().contains("holdout.mae"), refusal::toString);
    assertEquals(List.of(), registry.models());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "re tail", "../x", "-x", "ünder", "a\u0000b"})
  void register_badName_isRefused(String name) {
    assertThrows(
        IllegalArgumentException.class, () -> registry.register(Samples.version(name, 1, "ann")));
  }

  @Test
  void versions_paged_newestFirst() {
    register(5);
    assertEquals(List.of(5L, 4L), numbers(registry.versions("retail", 0, 2)));
    assertEquals(List.of(3L, 2L), numbers(registry.versions("retail", 4, 2)));
    assertEquals(List.of(), numbers(registry.versions("retail", 1, 2)));
    assertThrows(UnknownModel.class, () -> registry.versions("other", 0, 2));
  }

  private static List<Long> numbers(List<ModelVersion> versions) {
    return versions.stream().map(ModelVersion::version).toList();
  }

  @Test
  void version_unknown_saysWhich() {
    register(1);
    assertThrows(UnknownModel.class, () -> registry.version("other", 1));
    for (long version : new long[] {-1, 0, 2, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThrows(UnknownVersion.class, () -> registry.version("retail", version));
      assertThrows(UnknownVersion.class, () -> registry.load("retail", version));
      assertThrows(UnknownVersion.class, () -> registry.report("retail", version));
      assertThrows(UnknownVersion.class, () -> registry.export("retail", version));
    }
  }

  @Test
  void deploy_firstThenChallenger_liveIsTheNewest() {
    register(3);
    Deployment first = registry.deploy(NewDeployment.champion("retail", 2, 0, "ann", "first"));
    assertEquals(1, first.sequence());
    Deployment second =
        registry.deploy(
            new NewDeployment(
                "retail", 2, OptionalLong.of(3), 0.1, OptionalLong.of(1), 1, "bob", "try v3"));
    assertEquals(Optional.of(second), registry.live("retail"));
    assertEquals(List.of(second), registry.live());
    assertEquals(List.of(second, first), registry.deployments("retail", 0, 10));
    assertEquals(List.of(first), registry.deployments("retail", 2, 10));
    assertEquals(List.of(new ModelSummary("retail", 3, Optional.of(second))), registry.models());
    AuditEntry newest = db.audit().entries(AuditFilter.NONE, 0, 1).getFirst();
    assertEquals("bob", newest.actor());
    assertEquals(
        "deployment 2: champion v2 -> v2, challenger v3 at 10 %, shadow v1", newest.detail());
    assertEquals("try v3", newest.reason());
  }

  @Test
  void deploy_staleSequence_reportsWinner() {
    register(2);
    Deployment winner = registry.deploy(NewDeployment.champion("retail", 1, 0, "ann", "first"));
    var conflict =
        assertThrows(
            DeploymentConflict.class,
            () -> registry.deploy(NewDeployment.champion("retail", 2, 0, "bob", "mine")));
    assertEquals(Optional.of(winner), conflict.winner());
    assertTrue(conflict.toString().contains("by ann"), conflict::toString);
    assertEquals(Optional.of(winner), registry.live("retail"));
  }

  @Test
  void deploy_aheadOfSequence_reportsNoWinner() {
    register(1);
    var conflict =
        assertThrows(
            DeploymentConflict.class,
            () -> registry.deploy(NewDeployment.champion("retail", 1, 7, "bob", "mine")));
    assertEquals(Optional.empty(), conflict.winner());
  }

  @Test
  void deploy_unknownVersion_changesNothing() {
    register(1);
    long audited = db.audit().entries(AuditFilter.NONE, 0, 100).size();
    assertThrows(
        UnknownVersion.class,
        () -> registry.deploy(NewDeployment.champion("retail", 2, 0, "ann", "x")));
    assertThrows(
        UnknownModel.class,
        () -> registry.deploy(NewDeployment.champion("other", 1, 0, "ann", "x")));
    assertThrows(
        UnknownVersion.class,
        () ->
            registry.deploy(
                new NewDeployment(
                    "retail", 1, OptionalLong.empty(), 0, OptionalLong.of(9), 0, "ann", "x")));
    assertEquals(Optional.empty(), registry.live("retail"));
    assertEquals(audited, db.audit().entries(AuditFilter.NONE, 0, 100).size());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.0001, Double.NaN, Double.POSITIVE_INFINITY})
  void deploy_badShare_isRefused(double share) {
    register(2);
    var wanted =
        new NewDeployment(
            "retail", 1, OptionalLong.of(2), share, OptionalLong.empty(), 0, "ann", "x");
    var refusal = assertThrows(IllegalArgumentException.class, () -> registry.deploy(wanted));
    assertTrue(refusal.toString().contains("challenger_share " + share), refusal::toString);
  }

  @Test
  void deploy_badFields_areRefused() {
    register(2);
    var shareAlone =
        new NewDeployment(
            "retail", 1, OptionalLong.empty(), 0.5, OptionalLong.empty(), 0, "ann", "x");
    var sameTwice =
        new NewDeployment(
            "retail", 1, OptionalLong.of(1), 0.5, OptionalLong.empty(), 0, "ann", "x");
    for (NewDeployment bad :
        List.of(
            shareAlone,
            sameTwice,
            NewDeployment.champion("retail", 1, 0, "ann", " \t"),
            NewDeployment.champion("retail", 1, 0, "ann", "x".repeat(1001)),
            NewDeployment.champion("retail", 1, 0, "ann", "zero\u0000byte"),
            NewDeployment.champion("retail", 1, -1, "ann", "x"),
            NewDeployment.champion("retail", 1, 0, " ", "x"))) {
      assertThrows(IllegalArgumentException.class, () -> registry.deploy(bad), bad::toString);
    }
    registry.deploy(NewDeployment.champion("retail", 1, 0, "ann", "😀".repeat(1000)));
  }

  @Test
  void servingReports_latestOfEachServer_oldOnesLeftOut() {
    register(1);
    Instant at = Instant.parse("2026-10-25T00:30:00Z");
    var loading = new ServingReport("s1", "retail", 1, 0, ServingReport.State.LOADING, "", at);
    var ready = new ServingReport("s1", "retail", 1, 1, ServingReport.State.READY, "", at);
    var failed = new ServingReport("s2", "retail", 1, 0, ServingReport.State.FAILED, "why", at);
    for (ServingReport report : List.of(loading, ready, failed)) {
      registry.report(report);
    }
    assertEquals(List.of(ready, failed), registry.servingReports());
    receivedAt("now() - interval '61 seconds'");
    assertEquals(List.of(ready), registry.servingReports());
    receivedAt("now() + interval '3 days'"); // by a clock that was set back since
    assertEquals(List.of(ready), registry.servingReports());
    registry.report(ready);
    assertEquals(
        List.of("s1"),
        db.jdbi()
            .withHandle(h ->
                h.createQuery("SELECT server FROM serving_reports").mapTo(String.class).list()));
  }

  private void receivedAt(String time) {
    db.jdbi()
        .useHandle(h ->
            h.execute(
                "UPDATE serving_reports SET received_at = %s WHERE server = 's2'".formatted(time)));
  }

  @Test
  void export_thenImport_givesTheSameVersionElsewhere() {
    register(2);
    byte[] file = registry.export("retail", 2);
    try (Database other = TestDatabase.fresh(Clock.systemUTC())) {
      ModelVersion imported = other.registry().importVersion("shop", file, "eve");
      assertEquals(1, imported.version());
      assertEquals(registry.version("retail", 2).artifactSha256(), imported.artifactSha256());
      assertEquals(Samples.provenance(), imported.provenance());
      assertEquals(
          registry.load("retail", 2).goldens(), other.registry().load("shop", 1).goldens());
      assertEquals(Samples.report(), other.registry().report("shop", 1));
      String audit = other.audit().entries(AuditFilter.NONE, 0, 1).getFirst().detail();
      assertTrue(audit.contains("from retail v2 of registry "), audit);
      // Exporting again carries the same artifact.
      byte[] again = other.registry().export("shop", 1);
      assertFalse(Arrays.equals(file, again));
      assertArrayEquals(file, registry.export("retail", 2));
    }
  }

  @Test
  void import_flippedByte_isRefused() {
    register(1);
    byte[] file = registry.export("retail", 1);
    for (int i = 0; i < file.length; i += 37) {
      byte[] bad = file.clone();
      bad[i] ^= 0x10;
      assertThrows(
          ArtifactCorrupted.class, () -> registry.importVersion("copy", bad, "eve"), "byte " + i);
    }
    for (int length = 0; length < file.length; length += 101) {
      byte[] bad = Arrays.copyOf(file, length);
      assertThrows(ArtifactCorrupted.class, () -> registry.importVersion("copy", bad, "eve"));
    }
    assertEquals(1, registry.models().size());
  }
}
