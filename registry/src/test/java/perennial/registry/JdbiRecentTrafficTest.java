package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.RecentTraffic;
import perennial.registry.predictionlog.Traffic;
import perennial.registry.testing.TestDatabase;

/** Recent traffic, as the log's rows tell it. */
class JdbiRecentTrafficTest {
  private static final Instant UNTIL = Instant.parse("2026-07-02T00:05:00Z");
  private static final Instant FROM = UNTIL.minus(Duration.ofMinutes(15));

  private final Database db = TestDatabase.fresh(new SettableClock());
  private final RecentTraffic traffic = db.recentTraffic();

  @AfterEach
  void close() {
    db.close();
  }

  private static LoggedPrediction row(
      String model, Instant at, String arm, long micros, String status) {
    return new LoggedPrediction(
        UUID.randomUUID(),
        at,
        "",
        model,
        3,
        arm,
        "",
        Optional.empty(),
        Optional.empty(),
        micros,
        status,
        LoggedPrediction.EACH);
  }

  private static LoggedPrediction answered(Instant at, long micros) {
    return row("retail", at, "CHAMPION", micros, "OK");
  }

  private Traffic retail() {
    List<Traffic> seen = traffic.of(List.of("retail"), FROM, UNTIL);
    assertEquals(1, seen.size());
    return seen.getFirst();
  }

  @Test
  void of_nobodyAsked_isNothing() {
    Traffic t = retail();
    assertEquals(new Traffic("retail", FROM, UNTIL, 0, 0, 0, 0, "", OptionalLong.empty()), t);
    assertEquals(0, t.perSecond());
    assertEquals(0, t.errorRate());
  }

  /** 198 answers stand for ten each, three failures for themselves. */
  @Test
  void of_sampledAnswersAndEveryFailure_isWeightedByTheirShares() {
    List<LoggedPrediction> rows = new ArrayList<>();
    for (int i = 1; i <= 198; i++) {
      rows.add(answered(FROM.plusSeconds(4L * i), i).sampled(0.1));
    }
    rows.add(row("retail", FROM, "CHALLENGER", 9_000, "UNAVAILABLE"));
    rows.add(row("retail", UNTIL.minusMillis(1), "CHAMPION", 9_000, "INTERNAL"));
    rows.add(row("retail", UNTIL.minusMillis(1), "CHAMPION", 9_000, "UNAVAILABLE"));
    rows.add(row("retail", FROM.minusMillis(1), "CHAMPION", 1, "INTERNAL")); // before the window
    rows.add(row("retail", UNTIL, "CHAMPION", 1, "INTERNAL")); // after it
    rows.add(row("retail", FROM, "SHADOW", 1, "INTERNAL"));
    rows.add(row("other", FROM, "CHAMPION", 1, "INTERNAL"));
    db.predictionLog().append(rows);
    Traffic t = retail();
    assertEquals(201, t.rows());
    assertEquals(1_983, t.predictions(), 1e-9);
    assertEquals(3, t.failed(), 1e-9);
    assertEquals(3 / 1_983.0, t.errorRate(), 1e-12);
    assertEquals("UNAVAILABLE", t.mostFailed());
    assertEquals(1_983 / 900.0, t.perSecond(), 1e-9);
    assertEquals(OptionalLong.of(197), t.p99Micros(), "of the answers: 0.99 of 198 is 196.02");
  }

  /** Ten rows that stand for a thousand each outweigh 150 that are one each. */
  @Test
  void of_sharesThatDiffer_p99IsOfThePredictionsNotOfTheRows() {
    List<LoggedPrediction> rows = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      rows.add(answered(FROM.plusSeconds(i), 50 + i));
    }
    for (int i = 0; i < 10; i++) {
      rows.add(answered(FROM.plusSeconds(i), 7).sampled(0.001));
    }
    db.predictionLog().append(rows);
    assertEquals(10_150, retail().predictions(), 1e-6);
    // 10,150 * .99 = 10,048.5: the fast 10,000 and 49 of the slow ones
    assertEquals(OptionalLong.of(98), retail().p99Micros());
  }

  @Test
  void of_fewAnswers_hasNoP99() {
    List<LoggedPrediction> rows = new ArrayList<>();
    for (int i = 0; i < 99; i++) {
      rows.add(answered(FROM.plusSeconds(i), i));
    }
    db.predictionLog().append(rows);
    assertEquals(OptionalLong.empty(), retail().p99Micros());
    db.predictionLog().append(List.of(answered(FROM, 5)));
    assertEquals(OptionalLong.of(97), retail().p99Micros());
  }

  @Test
  void of_rowsOfBefore_areOnesOfUnknownShare() {
    db.predictionLog().append(List.of(answered(FROM, 5), answered(FROM, 6).sampled(0.5)));
    db.jdbi()
        .useHandle(h ->
            h.execute("UPDATE prediction_log SET logged_share = NULL WHERE latency_micros = 5"));
    assertEquals(1, retail().ofUnknownShare());
    assertEquals(3, retail().predictions(), 1e-9);
  }

  @Test
  void of_moreRowsThanAreLookedAt_spansTheNewestOnly() {
    fill("retail", 3 * RecentTraffic.MOST_ROWS);
    Traffic t = retail();
    assertEquals(RecentTraffic.MOST_ROWS, t.rows());
    // One row every 100 ms, up to UNTIL: after the one before the oldest.
    assertEquals(UNTIL.minusMillis(100L * (RecentTraffic.MOST_ROWS + 1)), t.from());
    assertEquals(10, t.perSecond(), 0.01);
  }

  /** A batch has one moment. */
  @Test
  void of_oneBatchOfMoreRows_isCountedAsAWholeOverTheWindow() {
    fillBatch(UNTIL.minusSeconds(10), 3 * RecentTraffic.MOST_ROWS, 0.5);
    Traffic t = retail();
    assertEquals(3 * RecentTraffic.MOST_ROWS, t.rows());
    assertEquals(6 * RecentTraffic.MOST_ROWS, t.predictions(), 1e-6);
    assertEquals(FROM, t.from());
    assertEquals(6 * RecentTraffic.MOST_ROWS / 900.0, t.perSecond(), 1e-9);
  }

  @Test
  void of_batchesOfMoreRows_spansTheTimeSinceTheOneBeforeTheNewest() {
    for (int minute = 1; minute <= 3; minute++) {
      fillBatch(UNTIL.minusSeconds(60 * minute - 30), RecentTraffic.MOST_ROWS + 1, 1);
    }
    Traffic t = retail();
    assertEquals(RecentTraffic.MOST_ROWS + 1, t.rows());
    assertEquals(UNTIL.minusSeconds(90), t.from());
    assertEquals((RecentTraffic.MOST_ROWS + 1) / 90.0, t.perSecond(), 1e-9);
  }

  private void fillBatch(Instant at, int rows, double share) {
    List<LoggedPrediction> batch = new ArrayList<>();
    for (int i = 1; i <= rows; i++) {
      batch.add(answered(at, i).sampled(share));
    }
    db.predictionLog().append(batch);
  }

  @Test
  void of_severalModels_oneEachInTheirOrder() {
    fill("zoo", 10);
    assertEquals(
        List.of("zoo 10", "retail 0"),
        traffic.of(List.of("zoo", "retail"), FROM, UNTIL).stream()
            .map(t -> t.model() + " " + t.rows())
            .toList());
    assertEquals(List.of(), traffic.of(List.of(), FROM, UNTIL));
  }

  /** The plan reads the newest rows through their index and stops; the days are only two. */
  @Test
  void of_muchTraffic_readsTheNewestRowsThroughTheirIndex() {
    fill("retail", 8_900);
    db.jdbi().useHandle(h -> h.execute("ANALYZE prediction_log"));
    List<String> lines =
        db.jdbi()
            .withHandle(h ->
                h.createQuery("EXPLAIN (COSTS OFF) " + JdbiRecentTraffic.NEWEST)
                    .bindArray("models", String.class, List.of("retail", "other"))
                    .bind("from", Sql.time(FROM))
                    .bind("until", Sql.time(UNTIL))
                    .bind("most", RecentTraffic.MOST_ROWS)
                    .mapTo(String.class)
                    .list());
    String plan = String.join("\n", lines);
    assertTrue(plan.contains("Limit"), plan);
    assertTrue(plan.contains("Index Scan Backward"), plan);
    assertFalse(plan.contains("Seq Scan on prediction_log"), plan);
  }

  /** A row every 100 ms, the last one 100 ms before the end. */
  private void fill(String model, int rows) {
    List<LoggedPrediction> all = new ArrayList<>();
    for (int i = 1; i <= rows; i++) {
      all.add(row(model, UNTIL.minusMillis(100L * i), "CHAMPION", i, "OK"));
    }
    db.predictionLog().append(all);
  }
}
