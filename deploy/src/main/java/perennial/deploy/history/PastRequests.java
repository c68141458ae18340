package perennial.deploy.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.PredictionLog;

/**
 * The predictions that a version made for a shop's visitors: those who bought lately come more
 * often, whatever they will do next.
 */
final class PastRequests {
  private static final int AT_ONCE = 20_000;
  private static final int SECONDS_A_DAY = 86_400;
  private static final double MOST_A_DAY = .12;
  private static final double FADING_DAYS = 60;
  private static final int KNOWN_AFTER_DAYS = 3;
  private static final long FASTEST_MICROS = 40;
  private static final long SLOWEST_MICROS = 400;
  private static final Horizons YEAR = Horizons.ofDays(365);

  private final PredictionLog log;
  private final String model;
  private final long version;
  private final ClvModel fitted;
  private final HistoryPlan plan;
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<LoggedPrediction> rows = new ArrayList<>();
  private long logged;

  PastRequests(PredictionLog log, String model, long version, ClvModel fitted, HistoryPlan plan) {
    this.log = log;
    this.model = model;
    this.version = version;
    this.fitted = fitted;
    this.plan = plan;
  }

  /** Draws the requests about one customer. */
  void of(BuyingDays customer) {
    LocalDate known = customer.first().plusDays(KNOWN_AFTER_DAYS);
    LocalDate day = known.isAfter(plan.servedFrom()) ? known : plan.servedFrom();
    for (; day.isBefore(plan.end()); day = day.plusDays(1)) {
      LocalDate yesterday = day.minusDays(1);
      LocalDate last = customer.lastUpTo(yesterday).orElseThrow();
      double since = yesterday.toEpochDay() - last.toEpochDay();
      if (random.nextDouble() < MOST_A_DAY * Math.exp(-since / FADING_DAYS)) {
        rows.add(row(customer, day, customer.at(yesterday)));
      }
    }
    if (rows.size() >= AT_ONCE) {
      flush();
    }
  }

  /** After the last customer. Returns how many predictions were logged. */
  long finish() {
    flush();
    return logged;
  }

  private LoggedPrediction row(BuyingDays customer, LocalDate day, CustomerHistory history) {
    Instant at =
        day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(random.nextInt(SECONDS_A_DAY));
    Prediction prediction = fitted.predict(history, YEAR);
    return new LoggedPrediction(
        new UUID(random.nextLong(), random.nextLong()),
        at,
        customer.customerId(),
        model,
        version,
        "CHAMPION",
        "INDIVIDUAL",
        Optional.of(history),
        Optional.of(
            new LoggedPrediction.Output(
                prediction.probabilityAlive(), prediction.expectedSpend(), prediction.horizons())),
        random.nextLong(FASTEST_MICROS, SLOWEST_MICROS),
        "OK",
        LoggedPrediction.EACH);
  }

  private void flush() {
    var appended = log.append(rows);
    logged += rows.size();
    rows.clear();
  }
}
