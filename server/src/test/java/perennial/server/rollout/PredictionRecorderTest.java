package perennial.server.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.server.FakePredictionLog;
import perennial.server.SettableClock;
import perennial.server.TestModels;
import perennial.server.TestServer;
import perennial.server.serving.Arm;
import perennial.server.serving.Asked;

class PredictionRecorderTest {
  private final FakePredictionLog log = new FakePredictionLog();
  private final SettableClock clock = new SettableClock();
  private final SettableClock shared = new SettableClock();

  private PredictionRecorder recorder(double share) {
    return new PredictionRecorder(
        log,
        new RolloutSettings(share, 400, RolloutSettings.DEFAULTS.brake()),
        new Clocks(clock, shared));
  }

  private static LoggedPrediction row(UUID id) {
    Asked asked = Arms.asked(Arms.withShadow(), TestModels.CUSTOMER);
    return Rows.answered(id, Instant.EPOCH, asked, Arms.answer(asked, Arm.CHAMPION));
  }

  @Test
  void record_someRows_areWrittenInTheirOrderAndInFewSteps() {
    try (PredictionRecorder recorder = recorder(1)) {
      List<UUID> ids = Stream.generate(recorder::nextId).limit(500).toList();
      ids.forEach(id -> recorder.record(row(id)));
      recorder.start();
      recorder.flush();
      TestServer.eventually("written", () -> recorder.written() == 500);
      assertEquals(ids, log.rows().stream().map(LoggedPrediction::id).toList());
      assertEquals(1, log.appends());
      assertEquals(0, recorder.dropped());
    }
  }

  @Test
  void record_databaseAway_isBoundedAndGoesOnAfterwards() {
    log.away(true);
    try (PredictionRecorder recorder = recorder(1)) {
      recorder.start();
      LoggedPrediction row = row(recorder.nextId());
      for (int i = 0; i < 100_000; i++) {
        recorder.record(row);
      }
      assertTrue(recorder.waiting() <= 20_000, recorder.waiting() + " wait");
      assertTrue(recorder.dropped() >= 70_000, recorder.dropped() + " dropped");
      TestServer.eventually("tried", () -> log.appends() > 0);
      log.away(false);
      recorder.flush();
      TestServer.eventually("all is written", () -> recorder.waiting() == 0);
    }
    assertTrue(log.rows().size() >= 20_000, log.rows().size() + " rows");
  }

  @Test
  void record_writingBreaks_theRowsAreCountedAndTheNextAreWritten() {
    log.breakOnce(new NoClassDefFoundError("broken"));
    try (PredictionRecorder recorder = recorder(1)) {
      recorder.record(row(recorder.nextId()));
      recorder.start();
      recorder.flush();
      TestServer.eventually("it is counted", () -> recorder.dropped() == 1);
      recorder.record(row(recorder.nextId()));
      recorder.flush();
      TestServer.eventually("written", () -> recorder.written() == 1);
    }
  }

  @Test
  void close_rowsWait_writesThem() {
    PredictionRecorder recorder = recorder(1);
    recorder.start();
    LoggedPrediction row = row(recorder.nextId());
    for (int i = 0; i < 5_000; i++) {
      recorder.record(row);
    }
    recorder.close();
    assertEquals(5_000, log.rows().size());
  }

  @Test
  void close_databaseAway_endsAndCounts() {
    log.away(true);
    PredictionRecorder recorder = recorder(1);
    recorder.start();
    LoggedPrediction row = row(recorder.nextId());
    for (int i = 0; i < 5_000; i++) { // several batches
      recorder.record(row);
    }
    recorder.close();
    assertEquals(5_000, recorder.dropped());
    assertEquals(0, recorder.waiting());
  }

  @Test
  void samples_share_isKept() {
    int sampled = 0;
    try (PredictionRecorder none = recorder(0);
        PredictionRecorder all = recorder(1);
        PredictionRecorder some = recorder(0.1)) {
      for (int i = 0; i < 100_000; i++) {
        sampled += some.samples() ? 1 : 0;
        assertTrue(all.samples() && !none.samples());
      }
    }
    assertTrue(Math.abs(sampled - 10_000) < 500, sampled + " of 100000"); // 5 standard deviations
  }

  @Test
  void nextId_many_differAndAreVersion7() {
    try (PredictionRecorder recorder = recorder(1)) {
      Set<UUID> ids = new HashSet<>();
      for (int i = 0; i < 100_000; i++) {
        UUID id = recorder.nextId();
        assertEquals(7, id.version());
        assertEquals(2, id.variant());
        assertEquals(clock.millis(), id.getMostSignificantBits() >>> 16);
        ids.add(id);
      }
      assertEquals(100_000, ids.size());
    }
  }

  @Test
  void prune_everyHour_dropsWhatIsOlderThanKept() {
    Instant start = clock.instant();
    try (PredictionRecorder recorder = recorder(1)) {
      recorder.start();
      recorder.flush();
      TestServer.eventually("pruned at the start", () -> log.prunings().size() == 1);
      assertEquals(start.minus(Duration.ofDays(400)), log.prunings().getFirst());
      clock.advance(Duration.ofHours(1));
      shared.advance(Duration.ofHours(1));
      recorder.flush();
      TestServer.eventually("pruned again", () -> log.prunings().size() == 2);
    }
  }

  @Test
  void prune_ownClockFarAhead_dropsNothingThatIsNotOldByTheDatabases() {
    Instant start = shared.instant();
    clock.advance(Duration.ofDays(3650));
    try (PredictionRecorder recorder = recorder(1)) {
      recorder.start();
      recorder.flush();
      TestServer.eventually("pruned", () -> log.prunings().size() == 1);
      assertEquals(start.minus(Duration.ofDays(400)), log.prunings().getFirst());
      clock.advance(Duration.ofDays(-3650));
      recorder.flush();
      TestServer.eventually("pruned again once it is set back", () -> log.prunings().size() == 2);
      assertEquals(start.minus(Duration.ofDays(400)), log.prunings().getLast());
    }
  }
}
