package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Ticker;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.model.Traits;
import perennial.registry.Deployment;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CohortCounts;
import perennial.registry.ledger.CustomerState;
import perennial.registry.ledger.LedgerTerms;
import perennial.server.SettableClock;
import perennial.server.TestModels;
import perennial.server.customers.FakeLedger;
import perennial.uncertainty.PredictionIntervals;

class CustomerPredictionsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 7, 1);
  private static final Attributes EMAIL = new Attributes("email", "phone", "DE", "");
  private static final PredictionQuery QUERY =
      new PredictionQuery("", Horizons.ofDays(30, 365), 0, RequestedTerms.NONE);

  private final SettableClock clock = new SettableClock();
  private final FakeLedger ledger = new FakeLedger();
  private final Cohorts cohorts = new Cohorts(contract("EUR"));
  private final Fallbacks fallbacks = new Fallbacks();
  private final ServingModels models = new ServingModels();

  private LedgerContract contract(String currency) {
    return new LedgerContract(ledger, new LedgerTerms(ZoneOffset.UTC, currency));
  }

  private CustomerPredictions predictions(String currency, SegmentRates rates) {
    return new CustomerPredictions(
        new PredictionCache(1 << 20, Duration.ofHours(1), Ticker.systemTicker()),
        cohorts,
        new CustomerPredictions.Rules(contract(currency), ColdStart.DEFAULT, rates),
        fallbacks,
        clock);
  }

  private Answer answer(BtydModel model, Customer customer) {
    return predictions("EUR", SegmentRates.NONE)
        .predict(version(model, 1), Arm.CHAMPION, QUERY, customer);
  }

  static ServedVersion version(BtydModel model, long generation) {
    return new ServedVersion(
        "retail", generation, "00", model, PredictionIntervals.of(model), generation);
  }

  private static Customer customer(CustomerState state) {
    return new Customer(state.customerId(), FakeLedger.NOWHERE, Optional.of(state));
  }

  /** Bought on so many days, ten days apart, the last time on the day. */
  private static Customer bought(int days, LocalDate last) {
    return customer(FakeLedger.state("ann", 1, days, last, EMAIL));
  }

  private void count(BtydModel model, CohortCounts.Cell... cells) {
    ledger.cohorts = new CohortCounts(List.of(cells), clock.instant());
    models.publish(new ServedModel(deployment(1), version(model, 1)));
    new CohortWatcher(ledger, contract("EUR"), models, cohorts, Duration.ofMinutes(1), clock)
        .pass();
  }

  private static Deployment deployment(long sequence) {
    return new Deployment(
        "retail",
        sequence,
        sequence,
        OptionalLong.empty(),
        0,
        OptionalLong.empty(),
        "ann",
        "",
        Instant.EPOCH);
  }

  private static CohortCounts.Cell cell(String channel, long buyers, long visitors, long repeats) {
    return new CohortCounts.Cell(
        channel,
        "DE",
        "phone",
        LocalDate.of(2026, 1, 5),
        buyers,
        visitors,
        repeats,
        BigDecimal.valueOf(30 * buyers),
        BigDecimal.valueOf(20 * repeats));
  }

  @Test
  void predict_enoughPurchaseDays_byTheOwnHistory() {
    BtydModel model = TestModels.model(1);
    Customer customer = bought(3, TODAY);
    Answer answer = answer(model, customer);
    assertEquals(Source.INDIVIDUAL, answer.source());
    assertEquals("", answer.cohort());
    assertEquals(
        model.predict(
            customer
                .state()
                .orElseThrow()
                .history(TODAY, model.spendOrders(), Traits.NONE)
                .orElseThrow(),
            QUERY.horizons()),
        answer.prediction());
  }

  @Test
  void predict_newBuyer_byTheCohortUntilTheHoursHavePassed() {
    Customer customer = bought(1, TODAY); // at 9:00, and it is 10:00
    assertEquals(Source.COHORT, answer(TestModels.model(1), customer).source());
    clock.advance(Duration.ofHours(46));
    assertEquals(Source.COHORT, answer(TestModels.model(1), customer).source());
    clock.advance(Duration.ofHours(1));
    assertEquals(Source.INDIVIDUAL, answer(TestModels.model(1), customer).source());
  }

  @Test
  void predict_visitor_byTheCohortHoweverLong() {
    clock.advance(Duration.ofDays(100));
    Answer answer = answer(TestModels.model(1), bought(0, TODAY));
    assertEquals(Source.COHORT, answer.source());
    assertTrue(answer.state().isPresent());
  }

  @Test
  void predict_nothingCounted_isTheVersionsNewCustomer() {
    BtydModel model = TestModels.model(1);
    Customer unknown = new Customer("bob", EMAIL, Optional.empty());
    Answer answer = answer(model, unknown);
    assertEquals(Source.COHORT, answer.source());
    assertEquals("all customers", answer.cohort());
    assertEquals(
        model.predict(new CustomerHistory(0, 0, 0, 0), QUERY.horizons()), answer.prediction());
  }

  @Test
  void predict_unknownCustomer_byTheCohortThatTheRequestNames() {
    BtydModel model = TestModels.model(1);
    count(model, cell("email", 500, 1_500, 4_000), cell("web", 500, 100, 10));
    Answer email = answer(model, new Customer("bob", EMAIL, Optional.empty()));
    Answer web =
        answer(model, new Customer("bob", new Attributes("web", "", "", ""), Optional.empty()));
    Answer other =
        answer(model, new Customer("bob", new Attributes("tv", "", "", ""), Optional.empty()));
    assertEquals("channel=email, market=DE, device=phone", email.cohort());
    assertEquals("channel=web", web.cohort());
    assertEquals("all customers", other.cohort());
    // A quarter of email's visitors buy, and then buy far more.
    assertTrue(email.prediction().probabilityAlive() < web.prediction().probabilityAlive());
    assertTrue(perBuyer(email) > perBuyer(other) && perBuyer(other) > perBuyer(web));
  }

  private static double perBuyer(Answer answer) {
    Prediction prediction = answer.prediction();
    return prediction.horizons().get(1).expectedPurchases() / prediction.probabilityAlive();
  }

  @Test
  void predict_newBuyer_countsTheLedgersAttributesBeforeTheRequests() {
    BtydModel model = TestModels.model(1);
    count(model, cell("email", 500, 1_500, 4_000), cell("web", 500, 100, 10));
    CustomerState state = FakeLedger.state("ann", 1, 1, TODAY, new Attributes("email", "", "", ""));
    Attributes asked = new Attributes("web", "phone", "DE", "");
    Answer answer = answer(model, new Customer("ann", asked, Optional.of(state)));
    assertEquals("channel=email, market=DE, device=phone", answer.cohort());
  }

  @Test
  void predict_covariateMissing_theCohortAnswersAndItIsCounted() {
    Answer answer = answer(TestModels.modelWithTraits(), bought(5, TODAY));
    assertEquals(Source.FALLBACK, answer.source());
    assertEquals("all customers", answer.cohort());
    assertEquals(1, fallbacks.count());
  }

  @Test
  void predict_ledgerInAnotherCurrency_theCohortAnswersInTheVersions() {
    BtydModel model = TestModels.model(1);
    Answer answer =
        predictions("USD", SegmentRates.NONE)
            .predict(version(model, 1), Arm.CHAMPION, QUERY, bought(5, TODAY));
    assertEquals(Source.FALLBACK, answer.source());
    assertEquals("EUR", answer.terms().currency());
    assertEquals(1, fallbacks.count());
  }

  @Test
  void predict_segmentRates_countWhereTheRequestAsksForNone() {
    SegmentRates rates = SegmentRates.parse("active=0.08, churn-risk=0.20");
    CustomerPredictions predictions = predictions("EUR", rates);
    ServedVersion version = version(TestModels.model(1), 1);
    assertEquals(0.08, rate(predictions, version, QUERY, bought(3, TODAY.minusDays(30))));
    assertEquals(0.1, rate(predictions, version, QUERY, bought(3, TODAY.minusDays(31))));
    assertEquals(0.1, rate(predictions, version, QUERY, bought(3, TODAY.minusDays(180))));
    assertEquals(0.2, rate(predictions, version, QUERY, bought(3, TODAY.minusDays(181))));
    assertEquals(0.1, rate(predictions, version, QUERY, bought(0, TODAY)));
    PredictionQuery asked =
        new PredictionQuery(
            "",
            QUERY.horizons(),
            0,
            new RequestedTerms(OptionalDouble.of(0.03), OptionalDouble.empty(), ""));
    assertEquals(0.03, rate(predictions, version, asked, bought(3, TODAY)));
  }

  private static double rate(
      CustomerPredictions predictions,
      ServedVersion version,
      PredictionQuery query,
      Customer customer) {
    return predictions.predict(version, Arm.CHAMPION, query, customer).terms().annualDiscountRate();
  }

  @Test
  void parse_wrongRates_areNamed() {
    for (String wrong : List.of("active", "aktive=0.1", "active=x", "active=11", "active=NaN")) {
      assertThrows(IllegalArgumentException.class, () -> SegmentRates.parse(wrong), wrong);
    }
    assertThrows(IllegalArgumentException.class, () -> SegmentRates.parse("active=0.1,active=0.2"));
    assertTrue(SegmentRates.parse("").isEmpty());
    assertEquals(
        Map.of(SegmentRates.Segment.LAGGING, 0.5), SegmentRates.parse(" lagging = 0.5 ").rates());
  }

  @Test
  void pass_otherVersionOrCounts_estimatesAnew_andNothingElse() {
    BtydModel model = TestModels.model(1);
    count(model, cell("email", 500, 1_500, 4_000));
    var first = cohorts.of(version(model, 1));
    CohortWatcher watcher =
        new CohortWatcher(ledger, contract("EUR"), models, cohorts, Duration.ofMinutes(1), clock);
    watcher.pass(); // its own first counts
    first = cohorts.of(version(model, 1));
    watcher.pass();
    assertSame(first, cohorts.of(version(model, 1)));
    ledger.cohorts = new CohortCounts(List.of(cell("web", 1, 1, 1)), clock.instant());
    watcher.pass();
    assertSame(first, cohorts.of(version(model, 1)), "not yet time to count");
    clock.advance(Duration.ofMinutes(1));
    ledger.away = true;
    watcher.pass();
    assertSame(first, cohorts.of(version(model, 1)), "nothing to count");
    ledger.away = false;
    clock.advance(Duration.ofMinutes(1));
    watcher.pass();
    assertNotSame(first, cohorts.of(version(model, 1)));
  }

  @Test
  void publish_newVersion_isEstimatedBeforeItAnswers() {
    BtydModel model = TestModels.model(1);
    count(model, cell("email", 500, 1_500, 4_000));
    ServedModel next = new ServedModel(deployment(2), version(model, 2));
    new ServingModels(cohorts::prepare).publish(next);
    assertEquals(
        "channel=email, market=DE, device=phone", answer(next, customer("email")).cohort());
    cohorts.answering(models.snapshot().values()); // a pass that has not seen it yet
    assertEquals(
        "channel=email, market=DE, device=phone", answer(next, customer("email")).cohort());
  }

  private Answer answer(ServedModel served, Customer customer) {
    return predictions("EUR", SegmentRates.NONE)
        .predict(served.champion(), Arm.CHAMPION, QUERY, customer);
  }

  private static Customer customer(String channel) {
    return new Customer("nobody", new Attributes(channel, "phone", "DE", ""), Optional.empty());
  }

  @Test
  void age_ofAWeek_isTheMeanOfItsDaysSoFar() {
    LocalDate monday = LocalDate.of(2026, 6, 29);
    assertEquals(0, Cohorts.age(monday, monday));
    assertEquals(1, Cohorts.age(monday, monday.plusDays(2)));
    assertEquals(3, Cohorts.age(monday, monday.plusDays(6)));
    assertEquals(11, Cohorts.age(monday, monday.plusDays(14)));
    assertEquals(0, Cohorts.age(monday, LocalDate.EPOCH));
  }

  @Test
  void settleLater_ledgerHasOtherTerms_theLedgersHold() {
    ledger.settle(new LedgerTerms(ZoneOffset.UTC, "GBP"));
    LedgerContract contract = contract("EUR");
    assertThrows(IllegalStateException.class, contract::settle);
    contract.settleLater();
    assertEquals("GBP", contract.terms().currency());
  }

  @Test
  void cache_otherVersion_neverAnswersWithTheOldOnes() {
    PredictionCache cache =
        new PredictionCache(1 << 20, Duration.ofHours(1), Ticker.systemTicker());
    ServedVersion one = version(TestModels.model(1), 1);
    ServedVersion two = version(TestModels.model(2), 2);
    for (int i = 0; i < 200; i++) {
      var history = TestModels.history(i);
      Prediction old = cache.predict(one, history, QUERY.horizons(), 0, one.clvModel().terms());
      Prediction now = cache.predict(two, history, QUERY.horizons(), 0, two.clvModel().terms());
      assertNotEquals(old, now);
      assertEquals(TestModels.model(2).predict(history, QUERY.horizons()), now);
    }
  }

  @Test
  void cache_afterTheSetting_computesAnew() {
    long[] now = {0};
    PredictionCache cache = new PredictionCache(1 << 20, Duration.ofSeconds(10), () -> now[0]);
    ServedVersion version = version(TestModels.model(1), 1);
    Prediction first = predicted(cache, version);
    now[0] = Duration.ofSeconds(9).toNanos();
    assertSame(first, predicted(cache, version));
    now[0] = Duration.ofSeconds(11).toNanos();
    Prediction second = predicted(cache, version);
    assertEquals(first, second);
    assertNotSame(first, second);
  }

  private static Prediction predicted(PredictionCache cache, ServedVersion version) {
    return cache.predict(
        version, TestModels.CUSTOMER, QUERY.horizons(), 0, version.clvModel().terms());
  }
}
