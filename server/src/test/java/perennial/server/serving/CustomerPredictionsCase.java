package perennial.server.serving;

import com.github.benmanes.caffeine.cache.Ticker;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import perennial.model.BtydModel;
import perennial.model.Horizons;
import perennial.registry.Deployment;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CohortCounts;
import perennial.registry.ledger.CustomerState;
import perennial.registry.ledger.LedgerTerms;
import perennial.server.SettableClock;
import perennial.server.customers.FakeLedger;
import perennial.uncertainty.PredictionIntervals;

/** Customers answered by a version, before a ledger in memory. */
abstract class CustomerPredictionsCase {
  static final LocalDate TODAY = LocalDate.of(2026, 7, 1);
  static final Attributes EMAIL = new Attributes("email", "phone", "DE", "");
  static final PredictionQuery QUERY =
      new PredictionQuery("", Horizons.ofDays(30, 365), 0, RequestedTerms.NONE);

  final SettableClock clock = new SettableClock();
  final FakeLedger ledger = new FakeLedger();
  final Cohorts cohorts = new Cohorts(contract("EUR"));
  final Fallbacks fallbacks = new Fallbacks();
  final ServingModels models = new ServingModels();

  LedgerContract contract(String currency) {
    return new LedgerContract(ledger, new LedgerTerms(ZoneOffset.UTC, currency));
  }

  CustomerPredictions predictions(String currency, SegmentRates rates) {
    return new CustomerPredictions(
        new PredictionCache(1 << 20, Duration.ofHours(1), Ticker.systemTicker()),
        cohorts,
        new CustomerPredictions.Rules(contract(currency), ColdStart.DEFAULT, rates),
        fallbacks,
        clock);
  }

  Answer answer(BtydModel model, Customer customer) {
    return predictions("EUR", SegmentRates.NONE)
        .predict(version(model, 1), Arm.CHAMPION, QUERY, customer);
  }

  static ServedVersion version(BtydModel model, long generation) {
    return new ServedVersion(
        "retail", generation, "00", model, PredictionIntervals.of(model), generation);
  }

  static Customer customer(CustomerState state) {
    return new Customer(state.customerId(), FakeLedger.NOWHERE, Optional.of(state));
  }

  /** Bought on so many days, ten days apart, the last time on the day. */
  static Customer bought(int days, LocalDate last) {
    return customer(FakeLedger.state("ann", 1, days, last, EMAIL));
  }

  void count(BtydModel model, CohortCounts.Cell... cells) {
    ledger.cohorts = new CohortCounts(List.of(cells), clock.instant());
    models.publish(new ServedModel(deployment(1), version(model, 1)));
    new CohortWatcher(ledger, contract("EUR"), models, cohorts, Duration.ofMinutes(1), clock)
        .pass();
  }

  static Deployment deployment(long sequence) {
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

  static CohortCounts.Cell cell(String channel, long buyers, long visitors, long repeats) {
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
}
