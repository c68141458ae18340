package perennial.trainer.monitoring;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.Well19937c;
import perennial.model.CustomerHistory;
import perennial.registry.Database;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.BulkLedger;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.EventType;
import perennial.registry.predictionlog.LoggedPrediction;

/**
 * A shop whose customers arrive evenly, buy by a Poisson process, and may leave after any purchase;
 * attributes have nothing to do with either, but for what is planted.
 *
 * @param spendDoubles from that day on in channel email
 * @param categoryEnds from that day on nobody buys toys
 * @param dropoutRises from that day on in market DE
 */
record Shop(
    long seed,
    int customers,
    LocalDate start,
    int days,
    Optional<LocalDate> spendDoubles,
    Optional<LocalDate> categoryEnds,
    Optional<LocalDate> dropoutRises) {
  static final ZoneId ZONE = ZoneId.of("America/New_York");

  private static final double TIMES_DROPOUT = 3;

  /** Records everything that happens; returns each customer's purchase days. */
  Map<String, List<LocalDate>> record(BulkLedger ledger) {
    Random random = new Random(seed);
    Well19937c generator = new Well19937c(seed);
    GammaDistribution rates = new GammaDistribution(generator, 0.8, 1 / 42.0);
    BetaDistribution leaving = new BetaDistribution(generator, 0.8, 2.4);
    GammaDistribution spends = new GammaDistribution(generator, 4, 10);
    Map<String, List<LocalDate>> bought = new TreeMap<>();
    List<CustomerEvent> events = new ArrayList<>();
    for (int number = 0; number < customers; number++) {
      String customer = "c%06d".formatted(number);
      String channel = pick(random, "email", .3, "search", .4, "social", .3);
      String device = pick(random, "mobile", .6, "desktop", .4);
      String market = pick(random, "DE", .4, "FR", .35, "GB", .25);
      double rate = rates.sample();
      double leaves = leaving.sample();
      double spend = spends.sample();
      double day = random.nextInt(days);
      List<LocalDate> own = new ArrayList<>();
      boolean alive = true;
      while (alive && day < days) {
        LocalDate date = start.plusDays((long) day);
        own.add(date);
        String category = pick(random, "books", .4, "games", .4, "toys", .2);
        if (category.equals("toys") && isPast(categoryEnds, date)) {
          category = random.nextBoolean() ? "books" : "games";
        }
        double amount = spend * (0.5 + random.nextDouble());
        if (channel.equals("email") && isPast(spendDoubles, date)) {
          amount *= 2;
        }
        events.add(
            new CustomerEvent(
                customer + "-" + own.size(),
                customer,
                date.atTime(LocalTime.NOON).atZone(ZONE).toInstant(),
                EventType.PURCHASE,
                BigDecimal.valueOf(amount + 0.01).setScale(2, RoundingMode.HALF_UP),
                "USD",
                "",
                new Attributes(channel, device, market, category),
                ""));
        boolean worse = market.equals("DE") && isPast(dropoutRises, date);
        alive = random.nextDouble() >= (worse ? Math.min(1, TIMES_DROPOUT * leaves) : leaves);
        day = Math.max(Math.floor(day) + 1, day - Math.log(1 - random.nextDouble()) / rate);
      }
      bought.put(customer, own);
      if (events.size() > 20_000) {
        var unused = ledger.load(events);
        events.clear();
      }
    }
    var unused = ledger.load(events);
    return bought;
  }

  private static boolean isPast(Optional<LocalDate> from, LocalDate day) {
    return from.isPresent() && !day.isBefore(from.get());
  }

  private static String pick(Random random, Object... namesAndShares) {
    double point = random.nextDouble();
    for (int i = 0; i < namesAndShares.length; i += 2) {
      point -= (Double) namesAndShares[i + 1];
      if (point < 0) {
        return (String) namesAndShares[i];
      }
    }
    return (String) namesAndShares[0];
  }

  /** Logs one to five requests a day about each one customer in {@code oneIn}. */
  static void request(
      Database db,
      String model,
      Map<String, List<LocalDate>> bought,
      LocalDate first,
      LocalDate end,
      int oneIn) {
    Random random = new Random(7);
    for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
      List<LoggedPrediction> rows = new ArrayList<>();
      for (Map.Entry<String, List<LocalDate>> customer : bought.entrySet()) {
        Optional<CustomerHistory> history = history(customer.getValue(), day);
        if (history.isPresent() && random.nextInt(oneIn) == 0) {
          for (int i = random.nextInt(5); i >= 0; i--) {
            rows.add(row(model, customer.getKey(), day, history, random));
          }
        }
      }
      db.predictionLog().append(rows);
    }
  }

  private static LoggedPrediction row(
      String model,
      String customer,
      LocalDate day,
      Optional<CustomerHistory> history,
      Random random) {
    return new LoggedPrediction(
        new UUID(random.nextLong(), random.nextLong()),
        day.atStartOfDay(ZONE).toInstant().plusSeconds(random.nextInt(80_000)),
        customer,
        model,
        1,
        "CHAMPION",
        "INDIVIDUAL",
        history,
        Optional.empty(),
        50,
        "OK",
        LoggedPrediction.EACH);
  }

  /** As known on the evening before the day. */
  static Optional<CustomerHistory> history(List<LocalDate> bought, LocalDate day) {
    List<LocalDate> before = bought.stream().filter(b -> b.isBefore(day)).toList();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    long first = before.getFirst().toEpochDay();
    return Optional.of(
        new CustomerHistory(
            before.size() - 1,
            before.getLast().toEpochDay() - first,
            day.toEpochDay() - 1 - first,
            40));
  }
}
