package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.model.Traits;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.PredictionLog;
import perennial.registry.testing.TestDatabase;

class JdbiPredictionLogTest {
  private static final Instant NIGHT = Instant.parse("2026-07-01T23:59:59.999999Z");
  private static final String AWKWARD = "c\\N\t\n\r{\"x\", 'é'} 😀";

  private final Database db = TestDatabase.fresh(new SettableClock());
  private final PredictionLog log = db.predictionLog();

  @AfterEach
  void close() {
    db.close();
  }

  private static LoggedPrediction answered(String customer, Instant at) {
    return new LoggedPrediction(
        UUID.randomUUID(),
        at,
        customer,
        "retail",
        3,
        "CHALLENGER",
        "INDIVIDUAL",
        Optional.of(new CustomerHistory(5, 200, 300, 45.5)),
        Optional.of(
            new LoggedPrediction.Output(
                0.1 + 0.2,
                1e-9,
                List.of(
                    new HorizonPrediction(30, 1.0 / 3, 1e7 / 3),
                    new HorizonPrediction(365, 4, 0)))),
        1234,
        "OK",
        LoggedPrediction.EACH);
  }

  private static LoggedPrediction failed(String customer, Instant at) {
    return new LoggedPrediction(
        UUID.randomUUID(),
        at,
        customer,
        "retail",
        0,
        "CHAMPION",
        "",
        Optional.empty(),
        Optional.empty(),
        7,
        "UNAVAILABLE",
        LoggedPrediction.EACH);
  }

  private List<LoggedPrediction> of(String customer) {
    List<LoggedPrediction> all = new ArrayList<>();
    log.of(customer, all::add);
    return all;
  }

  /** Whoever exports a customer may be slow: others must not wait for a connection meanwhile. */
  @Test
  void of_readerThatTakesItsTime_holdsNoConnectionOfThePool() {
    RegistryConfig all = TestDatabase.freshConfig();
    RegistryConfig one = new RegistryConfig(all.jdbcUrl(), all.user(), all.password(), 1);
    try (Database small = Database.open(one, new SettableClock())) {
      assertEquals(1, small.predictionLog().append(List.of(answered("c1", NIGHT))));
      List<Integer> appended = new ArrayList<>();
      small
          .predictionLog()
          .of(
              "c1",
              row -> appended.add(small.predictionLog().append(List.of(answered("c2", NIGHT)))));
      assertEquals(List.of(1), appended);
    }
  }

  /** Messages are logged, and no log names a customer: the database would repeat the row. */
  @Test
  void append_refusedRow_isNotInTheFailure() {
    db.jdbi().useHandle(h -> h.execute("ALTER TABLE prediction_log ADD CHECK (version <> 3)"));
    assertUnnamed(
        "violates check constraint",
        assertThrows(
            IllegalStateException.class, () -> log.append(List.of(answered("ana-7", NIGHT)))));
  }

  /** As when the time for a statement is over: what it was doing then is a line of the rows. */
  @Test
  void append_stoppedInARow_rowIsNotInTheFailure() {
    db.jdbi()
        .useHandle(h -> {
          h.execute(
              """
              CREATE FUNCTION stop_it() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN
                RAISE EXCEPTION 'stopped' USING ERRCODE = 'query_canceled';
              END
              $$
              """);
          h.execute(
              "CREATE TRIGGER stopped BEFORE INSERT ON prediction_log"
                  + " FOR EACH ROW EXECUTE FUNCTION stop_it()");
        });
    assertUnnamed(
        "stopped",
        assertThrows(
            RegistryUnavailable.class, () -> log.append(List.of(answered("ana-7", NIGHT)))));
  }

  private static void assertUnnamed(String why, RuntimeException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      assertTrue(message.contains(why), message);
      assertFalse(message.contains("ana-7"), message);
    }
  }

  private List<String> days() {
    return db.jdbi()
        .withHandle(h ->
            h.select(
                    "SELECT inhrelid::regclass::text FROM pg_inherits"
                        + " WHERE inhparent = 'prediction_log'::regclass ORDER BY 1")
                .mapTo(String.class)
                .list());
  }

  @Test
  void append_anyRow_comesBackAsItWas() {
    Traits traits =
        new Traits(new TreeMap<>(Map.of("Gender", 1.0, "\\x\"", -0.5)), AWKWARD.strip());
    LoggedPrediction first = answered("c1", NIGHT.minusSeconds(5));
    LoggedPrediction withTraits =
        new LoggedPrediction(
            UUID.randomUUID(),
            NIGHT,
            "c1",
            "retail",
            4,
            "SHADOW",
            "INDIVIDUAL",
            Optional.of(new CustomerHistory(0, 0, 300, 0).with(traits)),
            first.output(),
            0,
            "OK",
            LoggedPrediction.EACH);
    LoggedPrediction last = failed("c1", NIGHT.plusSeconds(1));
    log.append(List.of(last, withTraits, first, answered("c2", NIGHT)));
    assertEquals(List.of(first, withTraits, last), of("c1"));
  }

  @Test
  void append_sampledRow_keepsTheShareOfItsKind() {
    LoggedPrediction one = answered("c1", NIGHT).sampled(0.1);
    log.append(List.of(one));
    assertEquals(List.of(one), of("c1"));
    for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> one.sampled(share));
    }
  }

  @Test
  void append_awkwardCustomer_comesBackAsItWas() {
    LoggedPrediction one = answered(AWKWARD, NIGHT);
    LoggedPrediction other = answered("\\N", NIGHT);
    log.append(List.of(one, other));
    assertEquals(List.of(one), of(AWKWARD));
    assertEquals(List.of(other), of("\\N"));
  }

  @Test
  void append_acrossMidnight_makesADayOfUtcEach() {
    log.append(List.of(answered("c1", NIGHT), answered("c1", NIGHT.plusNanos(1_000))));
    assertEquals(List.of("prediction_log_20260701", "prediction_log_20260702"), days());
  }

  @Test
  void append_manyAtOnce_everyRowIsThere() throws Exception {
    Callable<Boolean> writer =
        () -> {
          for (int day = 0; day < 5; day++) {
            Instant at = NIGHT.plus(Duration.ofDays(day));
            log.append(IntStream.range(0, 100).mapToObj(i -> answered("c1", at)).toList());
          }
          return true;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> done : threads.invokeAll(List.of(writer, writer, writer, writer))) {
        assertEquals(true, done.get());
      }
    }
    assertEquals(2_000, of("c1").size());
    assertEquals(5, days().size());
  }

  @Test
  void append_characterThatNoDatabaseTakes_isReplaced() {
    Traits traits = new Traits(new TreeMap<>(Map.of("a\0b", 1.0)), "g\0");
    LoggedPrediction row =
        new LoggedPrediction(
            UUID.randomUUID(),
            NIGHT,
            "c\0",
            "retail",
            4,
            "CHAMPION",
            "INDIVIDUAL",
            Optional.of(new CustomerHistory(0, 0, 300, 0).with(traits)),
            Optional.empty(),
            0,
            "INTERNAL",
            LoggedPrediction.EACH);
    log.append(List.of(row));
    Traits read = of("c\uFFFD").getFirst().history().orElseThrow().traits();
    assertEquals(new Traits(new TreeMap<>(Map.of("a\uFFFDb", 1.0)), "g\uFFFD"), read);
  }

  @Test
  void append_oneBadRow_keepsNothing() {
    LoggedPrediction good = answered("c1", NIGHT);
    LoggedPrediction bad =
        new LoggedPrediction(
            good.id(),
            NIGHT,
            "c1",
            "retail",
            4,
            "CHAMPION",
            "GUESS",
            Optional.empty(),
            Optional.empty(),
            0,
            "OK",
            LoggedPrediction.EACH);
    assertThrows(IllegalStateException.class, () -> log.append(List.of(good, bad)));
    assertEquals(List.of(), of("c1"));
  }

  @Test
  void append_ofAnErasedCustomer_leavesThoseRowsOut() {
    var unused = db.ledger().settle(new LedgerTerms(ZoneOffset.UTC, "EUR"));
    var erased = db.ledger().erase("c1", "ana", "asked for it");
    assertEquals(
        2, log.append(List.of(answered("c1", NIGHT), answered("c2", NIGHT), answered("", NIGHT))));
    assertEquals(List.of(), of("c1"));
    assertEquals(0, log.append(List.of(answered("c1", NIGHT))));
    assertEquals(true, db.ledger().readmit("c1", "ana", "came back"));
    assertEquals(1, log.append(List.of(answered("c1", NIGHT))));
    assertEquals(0, erased.predictions());
  }

  @Test
  void append_whileTheCustomerIsErased_leavesNothingBehind() throws Exception {
    var unused = db.ledger().settle(new LedgerTerms(ZoneOffset.UTC, "EUR"));
    List<String> customers = IntStream.range(0, 20).mapToObj(i -> "c" + i).toList();
    Callable<Boolean> writer =
        () -> {
          for (String customer : customers) {
            var appended = log.append(List.of(answered(customer, NIGHT)));
          }
          return true;
        };
    Callable<Boolean> eraser =
        () -> {
          for (String customer : customers) {
            var done = db.ledger().erase(customer, "ana", "asked for it");
          }
          return true;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> done : threads.invokeAll(List.of(writer, eraser, writer, writer))) {
        assertEquals(true, done.get());
      }
    }
    customers.forEach(customer -> assertEquals(List.of(), of(customer), customer));
  }

  @Test
  void of_noCustomer_isNothing() {
    log.append(List.of(answered("", NIGHT)));
    assertEquals(List.of(), of(""));
  }

  @Test
  void prune_olderDays_dropsThemWhole() {
    for (int day = 0; day < 4; day++) {
      log.append(List.of(answered("c1", NIGHT.plus(Duration.ofDays(day)))));
    }
    assertEquals(0, log.prune(Instant.parse("2026-07-01T23:59:59Z")));
    assertEquals(1, log.prune(Instant.parse("2026-07-02T00:00:00Z")));
    assertEquals(2, log.prune(Instant.parse("2026-07-04T23:00:00Z")));
    assertEquals(List.of("prediction_log_20260704"), days());
    assertEquals(1, of("c1").size());
    log.append(List.of(answered("c1", NIGHT))); // a late row makes its day again
    assertEquals(2, of("c1").size());
  }

  @Test
  void prune_manyDays_namesOfOtherTablesAreNoDays() {
    List<LoggedPrediction> rows = new ArrayList<>();
    for (int day = 0; day < 190; day++) {
      rows.add(answered("c1", NIGHT.plus(Duration.ofDays(day))));
    }
    log.append(rows);
    // With this many, the planner looks at the names of all tables first.
    db.jdbi().useHandle(h -> h.execute("ANALYZE pg_class; ANALYZE pg_inherits"));
    assertEquals(190, log.prune(NIGHT.plus(Duration.ofDays(400))));
    assertEquals(List.of(), days());
  }

  @Test
  void erase_oneCustomer_leavesTheOthers() {
    var unused = db.ledger().settle(new LedgerTerms(ZoneOffset.UTC, "EUR"));
    log.append(List.of(answered("c1", NIGHT), answered("c2", NIGHT), answered("", NIGHT)));
    log.append(List.of(answered("c1", NIGHT.plus(Duration.ofDays(1)))));
    assertEquals(2, db.ledger().erase("c1", "ana", "asked for it").predictions());
    assertEquals(List.of(), of("c1"));
    assertEquals(1, of("c2").size());
  }
}
