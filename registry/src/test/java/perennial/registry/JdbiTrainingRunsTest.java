package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.ReplayReport;
import perennial.registry.retraining.RunLine;
import perennial.registry.retraining.RunStopped;
import perennial.registry.retraining.Standing;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRun.State;
import perennial.registry.retraining.TrainingRuns;
import perennial.registry.testing.TestDatabase;

class JdbiTrainingRunsTest {
  private final Database db = TestDatabase.fresh(Clock.systemUTC());
  private final TrainingRuns runs = db.trainingRuns();

  @AfterEach
  void close() {
    db.close();
  }

  static NewTrainingRun wanted(String model) {
    return new NewTrainingRun(
        model, TrainingRun.Trigger.HAND, OptionalLong.empty(), "ann", "new prices", "{\"a\": 1}");
  }

  private TrainingRun queued(String model) {
    return runs.request(wanted(model)).orElseThrow();
  }

  private long claimed(String model, String worker) {
    var unused = queued(model);
    return runs.claim(worker).orElseThrow().id();
  }

  private State stateOf(long id) {
    return runs.run(id).orElseThrow().state();
  }

  private String outcomeOf(long id) {
    return runs.run(id).orElseThrow().outcome();
  }

  @Test
  void request_secondOfAModel_waitsForTheEndOfTheFirst() {
    TrainingRun first = queued("retail");
    assertEquals(Optional.of(first), runs.run(first.id()));
    assertEquals("{\"a\": 1}", first.settings());
    assertEquals(Optional.empty(), runs.request(wanted("retail")));
    assertTrue(runs.request(wanted("grocery")).isPresent());
    assertEquals(first.id(), runs.claim("w1").orElseThrow().id());
    assertEquals(Optional.empty(), runs.request(wanted("retail")));
    assertTrue(runs.end(first.id(), "w1", State.SUCCEEDED, "done"));
    assertTrue(runs.request(wanted("retail")).isPresent());
    assertEquals(2, runs.runs("retail", 0, 10).size());
    assertEquals(List.of(first.id()), ids(runs.runs("", first.id() + 1, 10)));
    assertEquals(
        3, db.audit().entries(new AuditFilter("ann", "request training", ""), 0, 10).size());
  }

  private static List<Long> ids(List<TrainingRun> runs) {
    return runs.stream().map(TrainingRun::id).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "Retail, why, {}, model 'Retail'",
    "retail, ' ', {}, reason",
    "retail, why, [], settings must be a JSON object",
    "retail, why, {, settings",
  })
  void request_ofBadInput_namesTheField(String model, String reason, String settings, String said) {
    NewTrainingRun bad =
        new NewTrainingRun(
            model, TrainingRun.Trigger.HAND, OptionalLong.empty(), "ann", reason, settings);
    var refusal = assertThrows(IllegalArgumentException.class, () -> runs.request(bad));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith(said), refusal::getMessage);
    assertEquals(List.of(), runs.runs("", 0, 10));
  }

  @Test
  void progress_ofTheClaim_tellsAndIsHeard() {
    long id = claimed("retail", "w1");
    assertEquals(Standing.GO_ON, runs.progress(id, "w1", "fitting", 3, 7));
    assertEquals(Standing.LOST, runs.progress(id, "w2", "stealing", 1, 1));
    assertEquals(Standing.LOST, runs.progress(id + 1, "w1", "nothing", 1, 1));
    TrainingRun run = runs.run(id).orElseThrow();
    assertEquals("fitting", run.step());
    assertEquals(3, run.done());
    assertEquals(7, run.total());
    assertTrue(run.heartbeat().isPresent());
    assertTrue(runs.cancel(id, "bob"));
    assertEquals(Standing.CANCELLED, runs.progress(id, "w1", "fitting", 4, 7));
  }

  @Test
  void log_lines_areNumberedPerRun() {
    long id = queued("retail").id();
    long other = queued("grocery").id();
    runs.log(id, "one");
    runs.log(other, "else");
    runs.log(id, "two\0 " + "x".repeat(5_000));
    List<RunLine> lines = runs.log(id, 0, 10);
    assertEquals(List.of(1L, 2L), lines.stream().map(RunLine::number).toList());
    assertEquals("one", lines.getFirst().text());
    assertEquals(4_003, lines.getLast().text().length());
    assertEquals(List.of(lines.getLast()), runs.log(id, 1, 10));
    assertThrows(IllegalArgumentException.class, () -> runs.log(other + 1, "nobody"));
  }

  @Test
  void register_twice_givesTheFirstVersion() {
    long id = claimed("retail", "w1");
    ModelVersion first = runs.register(id, "w1", Samples.version("retail", 1, "w"));
    assertEquals(OptionalLong.of(first.version()), runs.run(id).orElseThrow().version());
    assertEquals(first, runs.register(id, "w1", Samples.version("retail", 2, "w")));
    assertEquals(1, db.registry().versions("retail", 0, 10).size());
    assertEquals(1, db.audit().entries(new AuditFilter("", "register", ""), 0, 10).size());
  }

  @Test
  void register_afterACancelOrALostClaim_registersNothing() {
    long id = claimed("retail", "w1");
    var lost =
        assertThrows(
            RunStopped.class, () -> runs.register(id, "w2", Samples.version("retail", 1, "w")));
    assertEquals(Standing.LOST, lost.standing());
    assertThrows(
        IllegalArgumentException.class,
        () -> runs.register(id, "w1", Samples.version("grocery", 1, "w")));
    assertTrue(runs.cancel(id, "bob"));
    var cancelled =
        assertThrows(
            RunStopped.class, () -> runs.register(id, "w1", Samples.version("retail", 1, "w")));
    assertEquals(Standing.CANCELLED, cancelled.standing());
    assertEquals(List.of(), db.registry().models());
    assertTrue(runs.end(id, "w1", State.CANCELLED, "as asked"));
    assertEquals(State.CANCELLED, stateOf(id));
  }

  @Test
  void end_byAnotherWorkerOrTwice_changesNothing() {
    long id = claimed("retail", "w1");
    assertFalse(runs.end(id, "w2", State.FAILED, "no"));
    assertThrows(
        IllegalArgumentException.class, () -> runs.end(id, "w1", State.RUNNING, "not an end"));
    assertTrue(runs.end(id, "w1", State.FAILED, "no data"));
    assertFalse(runs.end(id, "w1", State.SUCCEEDED, "after all"));
    assertEquals("no data", outcomeOf(id));
    assertFalse(runs.cancel(id, "bob"));
    assertFalse(runs.cancel(id + 1, "bob"));
  }

  @Test
  void cancel_ofAQueuedRun_endsItAtOnce() {
    long id = queued("retail").id();
    assertTrue(runs.cancel(id, "bob"));
    assertEquals(State.CANCELLED, stateOf(id));
    assertEquals("cancelled by bob before it began", outcomeOf(id));
    assertEquals(Optional.empty(), runs.claim("w1"));
    assertEquals(1, db.audit().entries(new AuditFilter("bob", "cancel training", ""), 0, 9).size());
  }

  @Test
  void recover_ofASilentWorker_queuesOnceThenFails() {
    long id = claimed("retail", "w1");
    assertEquals(List.of(), runs.recover(Duration.ofMinutes(1)));
    assertEquals(List.of(id), ids(runs.recover(Duration.ZERO)));
    assertEquals(State.QUEUED, stateOf(id));
    assertFalse(runs.end(id, "w1", State.SUCCEEDED, "too late"));
    assertEquals(id, runs.claim("w2").orElseThrow().id());
    List<TrainingRun> failed = runs.recover(Duration.ZERO);
    assertEquals(State.FAILED, failed.getFirst().state());
    assertTrue(outcomeOf(id).startsWith("given up the second time: its worker w2"));
    assertEquals(List.of(), runs.recover(Duration.ZERO));
    assertTrue(runs.request(wanted("retail")).isPresent());
  }

  @Test
  void recover_ofARunThatRegistered_keepsItsVersion() {
    long id = claimed("retail", "w1");
    long version = runs.register(id, "w1", Samples.version("retail", 1, "w")).version();
    assertEquals(1, runs.recover(Duration.ZERO).size());
    assertEquals(OptionalLong.of(version), runs.claim("w2").orElseThrow().version());
    assertEquals(version, runs.register(id, "w2", Samples.version("retail", 5, "w")).version());
  }

  @Test
  void recover_ofACancelledRun_endsIt() {
    long id = claimed("retail", "w1");
    assertTrue(runs.cancel(id, "bob"));
    assertEquals(State.CANCELLED, runs.recover(Duration.ZERO).getFirst().state());
  }

  @Test
  void handBack_anyNumberOfTimes_queuesAgain() {
    long id = queued("retail").id();
    for (int i = 0; i < 3; i++) {
      assertEquals(id, runs.claim("w" + i).orElseThrow().id());
      assertFalse(runs.handBack(id, "someone", "no"));
      assertTrue(runs.handBack(id, "w" + i, "the worker stops"));
    }
    assertEquals(State.QUEUED, stateOf(id));
    assertTrue(runs.claim("w9").isPresent());
    assertTrue(runs.cancel(id, "bob"));
    assertTrue(runs.handBack(id, "w9", "the worker stops"));
    assertEquals(State.CANCELLED, stateOf(id));
  }

  @Test
  void gatesAndReplay_ofAVersion_comeBackAndAreReplaced() {
    db.registry().register(Samples.version("retail", 1, "ann"));
    db.registry().register(Samples.version("retail", 2, "ann"));
    GateResult schema = new GateResult("schema", GateResult.Outcome.PASSED, "fine", "{\"b\":1}");
    GateResult drift = new GateResult("drift", GateResult.Outcome.NOT_ENOUGH_DATA, "too few", "{}");
    assertEquals(List.of(), runs.gates("retail", 2));
    runs.saveGates("retail", 2, List.of(schema, drift));
    runs.saveGates("retail", 2, List.of(drift, schema));
    assertEquals(List.of(drift, schema), runs.gates("retail", 2));
    runs.saveReplay("retail", replay(1));
    runs.saveReplay("retail", replay(17));
    assertEquals(Optional.of(replay(17)), runs.replay("retail", 2));
    assertEquals(Optional.empty(), runs.replay("retail", 1));
  }

  private static ReplayReport replay(long requests) {
    Instant from = Instant.parse("2026-03-01T00:00:00Z");
    return new ReplayReport(
        1,
        2,
        from,
        from.plusSeconds(60),
        requests,
        365,
        "EUR",
        100.25,
        90,
        List.of(new ReplayReport.ChangeBin(-0.5, 0.1, 3)),
        List.of(new ReplayReport.TierMove("high", "low", 2, -5.5)),
        List.of(new ReplayReport.SegmentTotal("channel=web", 5, 1, 2)));
  }

  /** As when the database's clock was days ahead while the worker was last heard of. */
  @Test
  void recover_heardOfAtATimeAhead_countsSilenceFromNowOn() {
    long id = claimed("retail", "w1");
    db.jdbi()
        .useHandle(handle ->
            handle.execute("UPDATE training_runs SET heartbeat = now() + interval '3 days'"));
    Duration silence = Duration.ofMillis(100);
    assertEquals(List.of(), runs.recover(silence), "it may be alive");
    List<TrainingRun> recovered = runs.recover(silence);
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (recovered.isEmpty() && System.nanoTime() < deadline) {
      recovered = runs.recover(silence);
    }
    assertEquals(List.of(id), ids(recovered));
    assertEquals(State.QUEUED, stateOf(id));
  }
}
