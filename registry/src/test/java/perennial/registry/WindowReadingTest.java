package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import perennial.model.CustomerHistory;
import perennial.model.Traits;
import perennial.monitoring.CategoricalReference;
import perennial.monitoring.FeatureKey;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.HoldoutErrors;
import perennial.monitoring.NumericReference;
import perennial.monitoring.Period;
import perennial.monitoring.ReferenceProfile;
import perennial.monitoring.Segment;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.BulkLedger.Purchases;
import perennial.registry.ledger.BulkLedger.Standing;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.EventType;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.monitoring.PredictionWindows;
import perennial.registry.monitoring.PredictionWindows.Matured;
import perennial.registry.monitoring.PredictionWindows.SeenCustomer;
import perennial.registry.monitoring.VersionReference;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.testing.TestDatabase;

/** What windows read of the ledger and of the prediction log. */
class WindowReadingTest {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final Attributes EMAIL = new Attributes("email", "mobile", "DE", "toys");
  private static final Attributes SEARCH = new Attributes("search", "mobile", "DE", "books");

  private final Database db = TestDatabase.fresh(Clock.systemUTC());
  private final PredictionWindows windows = db.predictionWindows();
  private int events;

  @BeforeEach
  void settle() {
    var unused = db.ledger().settle(new LedgerTerms(ZONE, "USD"));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private void event(
      String customer, LocalDate day, int hour, EventType type, String amount, Attributes from) {
    var unused =
        db.ledger()
            .record(
                List.of(
                    new CustomerEvent(
                        "e" + ++events,
                        customer,
                        time(day, hour),
                        type,
                        new BigDecimal(amount),
                        type.hasAmount() ? "USD" : "",
                        "",
                        from,
                        "")));
  }

  private void buys(String customer, LocalDate day, int hour, String amount, Attributes from) {
    event(customer, day, hour, EventType.PURCHASE, amount, from);
  }

  private static Instant time(LocalDate day, int hour) {
    return day.atTime(hour, 0).atZone(ZONE).toInstant();
  }

  @Test
  void purchases_ofAWindow_areByPartCustomerAndAttributes() {
    buys("ann", DAY.minusDays(30), 9, "10", SEARCH);
    buys("ann", DAY, 9, "20", EMAIL);
    buys("ann", DAY.plusDays(6), 23, "30", EMAIL); // UTC has the next day already
    buys("ann", DAY.plusDays(6), 10, "7.5", SEARCH);
    buys("bob", DAY.plusDays(7), 0, "5", EMAIL);
    buys("bob", DAY.plusDays(14), 1, "6", EMAIL); // after the end
    event("ann", DAY, 12, EventType.RETURN, "3", EMAIL);
    event("cem", DAY, 12, EventType.VISIT, "0", EMAIL);

    List<Purchases> read = new ArrayList<>();
    db.bulkLedger().purchases(DAY, DAY.plusDays(14), 7, read::add);
    assertEquals(
        List.of(
            new Purchases(0, "ann", EMAIL, false, 2, 50, time(DAY.plusDays(6), 23)),
            new Purchases(0, "ann", SEARCH, false, 1, 7.5, time(DAY.plusDays(6), 10)),
            new Purchases(1, "bob", EMAIL, true, 1, 5, time(DAY.plusDays(7), 0))),
        read);
    List<Purchases> none = new ArrayList<>();
    db.bulkLedger().purchases(DAY.plusYears(1), DAY.plusYears(2), 7, none::add);
    assertEquals(List.of(), none);
    assertThrows(
        IllegalArgumentException.class,
        () -> db.bulkLedger().purchases(DAY, DAY.plusDays(1), 0, none::add));
  }

  @Test
  void standings_beforeAWindow_areWhatWasKnownThenAndWhatFollowed() {
    buys("ann", DAY.minusDays(30), 9, "10", EMAIL);
    buys("ann", DAY.minusDays(30), 10, "2", SEARCH);
    buys("ann", DAY.minusDays(10), 9, "20", SEARCH);
    event("ann", DAY.minusDays(9), 9, EventType.RETURN, "4", SEARCH);
    buys("ann", DAY, 9, "99", EMAIL);
    buys("ann", DAY, 11, "99", EMAIL);
    buys("ann", DAY.plusDays(6), 9, "99", EMAIL);
    buys("ann", DAY.plusDays(7), 9, "99", EMAIL);
    buys("new", DAY, 9, "99", EMAIL);
    buys("old", DAY.minusDays(400), 9, "1", SEARCH);
    event("visitor", DAY.minusDays(1), 12, EventType.VISIT, "0", EMAIL);

    List<Standing> read = new ArrayList<>();
    db.bulkLedger().standings(DAY, DAY.plusDays(7), read::add);
    read.sort(Comparator.comparing(Standing::customerId));
    assertEquals(
        List.of(
            new Standing("ann", EMAIL, DAY.minusDays(30), DAY.minusDays(10), 2, 12, 16, 2),
            new Standing("old", SEARCH, DAY.minusDays(400), DAY.minusDays(400), 1, 1, 0, 0)),
        read);
    assertEquals(Optional.of(DAY.plusDays(7)), db.bulkLedger().lastDay());
    event("ann", DAY.plusDays(9), 9, EventType.RETURN, "1", EMAIL);
    event("ann", DAY.plusDays(10), 9, EventType.VISIT, "0", EMAIL);
    assertEquals(Optional.of(DAY.plusDays(9)), db.bulkLedger().lastDay());
  }

  @Test
  void lastDay_ofAnEmptyLedger_isEmpty() {
    assertEquals(Optional.empty(), db.bulkLedger().lastDay());
  }

  private static LoggedPrediction row(
      String customer, Instant at, long version, String arm, int repeats) {
    return new LoggedPrediction(
        UUID.randomUUID(),
        at,
        customer,
        "retail",
        version,
        arm,
        repeats < 0 ? "COHORT" : "INDIVIDUAL",
        repeats < 0 ? Optional.empty() : Optional.of(history(repeats)),
        Optional.empty(),
        10,
        "OK",
        LoggedPrediction.EACH);
  }

  private static CustomerHistory history(int repeats) {
    return new CustomerHistory(
        repeats,
        repeats == 0 ? 0 : 5,
        40,
        3.5,
        new Traits(new TreeMap<>(Map.of("income", 2.0)), "g"));
  }

  @Test
  void latest_ofAWindow_isOneRowACustomer() {
    db.predictionLog()
        .append(
            List.of(
                row("b", time(DAY, 1), 1, "CHAMPION", 1),
                row("b", time(DAY, 3), 2, "CHALLENGER", 3),
                row("b", time(DAY, 2), 1, "CHAMPION", 2),
                row("b", time(DAY, 4), 3, "SHADOW", 9),
                row("a", time(DAY, 1), 1, "CHAMPION", 0),
                row("", time(DAY, 1), 1, "CHAMPION", 5),
                row("cold", time(DAY, 1), 1, "CHAMPION", -1),
                row("late", time(DAY.plusDays(1), 0), 1, "CHAMPION", 1)));
    List<SeenCustomer> read = new ArrayList<>();
    long predictions = windows.latest("retail", time(DAY, 0), time(DAY.plusDays(1), 0), read::add);
    assertEquals(
        List.of(
            new SeenCustomer("a", time(DAY, 1), history(0)),
            new SeenCustomer("b", time(DAY, 3), history(3))),
        read);
    assertEquals(6, predictions);
    assertEquals(
        List.of(1L, 2L, 3L), windows.versions("retail", time(DAY, 0), time(DAY.plusDays(1), 0)));
    assertEquals(0, windows.latest("other", time(DAY, 0), time(DAY.plusDays(1), 0), read::add));
  }

  @Test
  void matured_withThePurchasesAfterItsDay_leavesOutWhomTheLedgerDoesNotKnow() {
    buys("ann", DAY.minusDays(3), 9, "10", EMAIL);
    buys("ann", DAY, 23, "11", EMAIL); // on the day itself
    buys("ann", DAY.plusDays(1), 9, "12", SEARCH);
    buys("ann", DAY.plusDays(28), 9, "13", SEARCH);
    buys("ann", DAY.plusDays(29), 9, "14", SEARCH);
    db.predictionLog()
        .append(
            List.of(
                row("ann", time(DAY, 8), 1, "CHAMPION", 1),
                row("ann", time(DAY, 10), 1, "CHAMPION", 2), // not the first
                row("ann", time(DAY.minusDays(28), 8), 1, "CHAMPION", 3), // before the first day
                row("ann", time(DAY.plusDays(1), 8), 1, "CHAMPION", 1), // after the last day
                row("ann", time(DAY, 9), 2, "CHAMPION", 1),
                row("stranger", time(DAY, 8), 1, "CHAMPION", 1)));
    List<Matured> read = new ArrayList<>();
    windows.matured("retail", 1, DAY.minusDays(27), DAY.plusDays(1), 28, ZONE, read::add);
    assertEquals(
        List.of(new Matured(new SeenCustomer("ann", time(DAY, 8), history(1)), EMAIL, 2, 25)),
        read);
  }

  @Test
  void reference_writtenAndRead_isTheSame() {
    VersionReference reference =
        new VersionReference(
            new ReferenceProfile(
                List.of(
                    NumericReference.of(
                        new FeatureKey("purchase_amount", Segment.ALL, Period.WEEK),
                        FeatureRole.FLOW,
                        new double[] {1, 2.5, 0, 1e300, Double.NaN, 3})),
                List.of(
                    CategoricalReference.of(
                        new FeatureKey("channel_share", Segment.ALL, Period.DAY),
                        FeatureRole.FLOW,
                        Map.of("email", 4L),
                        1))),
            new TreeMap<>(Map.of(4, 0.131)),
            new TreeMap<>(
                Map.of(4, HoldoutErrors.of(new double[] {0.1, 0.5, 0.7}, new int[] {0, 0, 3}))));
    byte[] bytes = ReferenceJson.write(reference);
    assertEquals(reference, ReferenceJson.read(bytes));
    assertArrayEquals(bytes, ReferenceJson.write(reference));
    for (int length = 0; length < bytes.length; length += 7) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(ArtifactCorrupted.class, () -> ReferenceJson.read(cut));
    }
  }

  @Test
  void reference_ofBeforeErrorsByPrediction_isReadWithItsOneError() throws IOException {
    String old =
        "{\"format\":1,\"reference\":{\"profile\":{\"numbers\":[],\"categories\":[]},"
            + "\"holdoutMae\":{\"4\":0.131,\"13\":0.343}}}";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(old.getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(
        new VersionReference(
            ReferenceProfile.NONE, new TreeMap<>(Map.of(4, 0.131, 13, 0.343)), new TreeMap<>()),
        ReferenceJson.read(bytes.toByteArray()));
  }
}
