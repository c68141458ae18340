package perennial.server.serving;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.cohort.Cohort;
import perennial.cohort.CohortEstimate;
import perennial.cohort.NewCustomers;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.model.IllegalHistory;
import perennial.model.Prediction;
import perennial.model.Traits;
import perennial.model.ValueTerms;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerState;
import perennial.registry.ledger.LedgerTerms;

/**
 * Answers for one customer by one version: from the history when enough is known, else by the
 * cohort. Touches memory only.
 *
 * <p>A version that values in another currency than the ledger's cannot use the customer's spend;
 * leaving it out would answer for somebody else, so that the cohort answers, with the version's own
 * spend in the version's currency. Nothing is converted.
 */
final class CustomerPredictions {
  private final PredictionCache cache;
  private final Cohorts cohorts;
  private final LedgerContract contract;
  private final ColdStart coldStart;
  private final SegmentRates rates;
  private final Fallbacks fallbacks;
  private final Clock clock;

  /** What decides how a customer is answered. */
  record Rules(LedgerContract contract, ColdStart coldStart, SegmentRates rates) {}

  CustomerPredictions(
      PredictionCache cache, Cohorts cohorts, Rules rules, Fallbacks fallbacks, Clock clock) {
    this.cache = cache;
    this.cohorts = cohorts;
    this.contract = rules.contract();
    this.coldStart = rules.coldStart();
    this.rates = rules.rates();
    this.fallbacks = fallbacks;
    this.clock = clock;
  }

  /**
   * The version's answer.
   *
   * @throws InvalidRequest for terms out of their domain
   */
  Answer predict(ServedVersion version, Arm arm, PredictionQuery query, Customer customer) {
    Instant now = clock.instant();
    LedgerTerms ledger = contract.terms();
    LocalDate today = LocalDate.ofInstant(now, ledger.timeZone());
    @Nullable CustomerState state = customer.state().orElse(null);
    ValueTerms terms = terms(version, query, state, today);
    boolean known = false;
    if (state != null && coldStart.isOver(state, now)) {
      known = true;
      @Nullable Prediction own = individual(version, query, terms, state, today);
      if (own != null) {
        return answer(version, arm, Source.INDIVIDUAL, own, terms, customer.state(), "");
      }
    }
    Cohort cohort = cohort(customer);
    CohortEstimate estimate = cohorts.of(version).find(cohort);
    return answer(
        version,
        arm,
        known ? Source.FALLBACK : Source.COHORT,
        byCohort(version, query, terms, cohort, estimate, state),
        terms,
        customer.state(),
        estimate.cohort().toString());
  }

  private ValueTerms terms(
      ServedVersion version,
      PredictionQuery query,
      @Nullable CustomerState state,
      LocalDate today) {
    RequestedTerms asked = query.terms();
    if (state != null && !rates.isEmpty()) {
      asked = asked.withDefaultRate(rates.of(state, today));
    }
    return asked.over(version.clvModel().terms());
  }

  /** Null when the model cannot answer, which is counted. */
  private @Nullable Prediction individual(
      ServedVersion version,
      PredictionQuery query,
      ValueTerms terms,
      CustomerState state,
      LocalDate today) {
    String ledgerCurrency = contract.terms().currency();
    if (!ledgerCurrency.equals(terms.currency())) {
      fallbacks.add(
          version,
          "the ledger's amounts are in %s, the version's in %s"
              .formatted(ledgerCurrency, terms.currency()));
      return null;
    }
    try {
      Optional<CustomerHistory> history = history(version, state, today);
      Prediction own =
          cache.predict(version, history.orElseThrow(), query.horizons(), query.level(), terms);
      if (isFinite(own)) {
        return own;
      }
      fallbacks.add(version, "a number that is not finite");
    } catch (IllegalHistory e) {
      fallbacks.add(version, e.field() + " is missing or out of its range");
    } catch (RuntimeException e) {
      fallbacks.add(version, e.getClass().getSimpleName());
    }
    return null;
  }

  /** The day that states are censored by. */
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), contract.terms().timeZone());
  }

  /** The customer's history as the version takes it; empty without a purchase. */
  static Optional<CustomerHistory> history(
      ServedVersion version, CustomerState state, LocalDate today) {
    return state.history(today, version.spendOrders(), traits(version, state));
  }

  private static Traits traits(ServedVersion version, CustomerState state) {
    String group = state.acquisition().named(model(version).groups().column());
    return group.isEmpty() ? Traits.NONE : new Traits(Traits.NONE.covariates(), group);
  }

  private Prediction byCohort(
      ServedVersion version,
      PredictionQuery query,
      ValueTerms terms,
      Cohort cohort,
      CohortEstimate estimate,
      @Nullable CustomerState state) {
    CustomerHistory fresh = NewCustomers.of(model(version), cohort);
    Prediction prediction = cache.predict(version, fresh, query.horizons(), 0, terms);
    boolean bought = state != null && state.purchaseDays() > 0;
    return bought ? estimate.ofBuyer(prediction) : estimate.ofVisitor(prediction, terms);
  }

  /** By what the ledger knows; the request's word counts for the rest. */
  private static Cohort cohort(Customer customer) {
    Attributes asked = customer.attributes();
    if (customer.state().isEmpty()) {
      return new Cohort(asked.channel(), asked.market(), asked.device());
    }
    Attributes known = customer.state().get().acquisition();
    return new Cohort(
        known.channel().isEmpty() ? asked.channel() : known.channel(),
        known.market().isEmpty() ? asked.market() : known.market(),
        known.device().isEmpty() ? asked.device() : known.device());
  }

  private static boolean isFinite(Prediction prediction) {
    for (HorizonPrediction horizon : prediction.horizons()) {
      if (!Double.isFinite(horizon.expectedPurchases()) || !Double.isFinite(horizon.clv())) {
        return false;
      }
    }
    return Double.isFinite(prediction.probabilityAlive())
        && Double.isFinite(prediction.expectedSpend());
  }

  private static BtydModel model(ServedVersion version) {
    return switch (version.clvModel()) {
      case BtydModel btyd -> btyd;
    };
  }

  private static Answer answer(
      ServedVersion version,
      Arm arm,
      Source source,
      Prediction prediction,
      ValueTerms terms,
      Optional<CustomerState> state,
      String cohort) {
    return new Answer(version, arm, source, prediction, terms, state, cohort, Optional.empty());
  }
}
