package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.Prediction;
import perennial.model.Traits;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerState;
import perennial.server.TestModels;
import perennial.server.customers.FakeLedger;

/** Who answers a customer: the own history, or the cohort. */
class CustomerPredictionsTest extends CustomerPredictionsCase {
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
}
