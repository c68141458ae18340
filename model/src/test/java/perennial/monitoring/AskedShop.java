package perennial.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import perennial.fitting.MbgNbdFitter;
import perennial.fitting.PurchaseData;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.TimeUnit;
import perennial.simulation.PlantedChange;
import perennial.simulation.ShopListener;
import perennial.simulation.ShopSettings;
import perennial.simulation.ShopSimulator;

/**
 * A simulated shop with a version that was trained on its first year, and callers who ask about
 * those who bought lately: at a daily rate of {@code .12 exp(-days since last purchase / 60)}.
 */
final class AskedShop {
  static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final int WEEKS = 78;
  private static final int TRAINED_DAYS = 52 * 7;
  private static final int HOLDOUT_DAYS = 13 * 7;
  private static final int FIRST_REQUEST = TRAINED_DAYS + 28;
  private static final int REQUEST_DAYS = 28;

  private final List<Buyer> buyers = new ArrayList<>();
  private final MbgNbd version;
  private final MbgNbd judged;

  /** Days are counted from the start. */
  private record Buyer(String market, NavigableSet<Integer> days) {
    int bought(int after, int upTo) {
      return days.subSet(after, false, upTo, true).size();
    }
  }

  /** What is known of a customer at the end of a day. */
  private record Known(int x, double recency, double age) {
    static Known of(Buyer buyer, int day) {
      NavigableSet<Integer> known = buyer.days.headSet(day, true);
      int first = known.first();
      return new Known(known.size() - 1, known.last() - first, day - first);
    }

    List<String> segments(String market) {
      String stage = Lifecycle.DEFAULT.stage(age);
      String status = Lifecycle.DEFAULT.status(age - recency);
      return List.of("", market, stage, status, stage + " x " + status);
    }

    double expected(MbgNbd model, int days) {
      return model.expectedPurchases(x, recency / 7, age / 7, days / 7.0);
    }
  }

  AskedShop(long seed, int customers, PlantedChange... changes) {
    new ShopSimulator(
            new ShopSettings(
                seed,
                customers,
                START,
                7 * WEEKS,
                new MbgNbd(.8, 6, .6, 2.4),
                new GammaGamma(6.25, 3.74, 15.44),
                TimeUnit.WEEK,
                List.of(changes)))
        .run(
            new ShopListener() {
              @Override
              public void visit(Shopper shopper, LocalDate day) {
                buyers.add(new Buyer(shopper.market(), new TreeSet<>()));
              }

              @Override
              public void purchase(Shopper shopper, LocalDate day, long cents, String category) {
                int number = Math.toIntExact(day.toEpochDay() - START.toEpochDay());
                buyers.get(shopper.number() - 1).days.add(number);
              }
            });
    version = fitted(TRAINED_DAYS - 1);
    judged = fitted(TRAINED_DAYS - 1 - HOLDOUT_DAYS);
  }

  private List<Buyer> known(int day) {
    return buyers.stream().filter(buyer -> buyer.days.first() <= day).toList();
  }

  private MbgNbd fitted(int day) {
    List<Known> known = known(day).stream().map(buyer -> Known.of(buyer, day)).toList();
    return new MbgNbdFitter()
        .fit(
            PurchaseData.ofCustomers(
                TimeUnit.WEEK,
                known.stream().mapToInt(Known::x).toArray(),
                known.stream().mapToDouble(Known::recency).toArray(),
                known.stream().mapToDouble(Known::age).toArray()))
        .model();
  }

  /** The whole base in the first weeks of the holdout. */
  HoldoutErrors holdout(int weeks) {
    int day = TRAINED_DAYS - 1 - HOLDOUT_DAYS;
    List<Buyer> known = known(day);
    return HoldoutErrors.of(
        known.stream().mapToDouble(b -> Known.of(b, day).expected(judged, 7 * weeks)).toArray(),
        known.stream().mapToInt(b -> b.bought(day, day + 7 * weeks)).toArray());
  }

  /** Those who were asked about from the fifth week on, judged over the weeks after. */
  SortedMap<String, MaturedRows> asked(int weeks) {
    return asked(weeks, 1);
  }

  /**
   * By their first request of four weeks; by segment, all customers under the empty text.
   *
   * @param times as many weeks pass before they are judged as the version was asked for: what they
   *     do when purchases come so many times as fast
   */
  SortedMap<String, MaturedRows> asked(int weeks, int times) {
    SplittableRandom random = new SplittableRandom(5);
    SortedMap<String, MaturedRows> rows = new TreeMap<>();
    for (Buyer buyer : buyers) {
      OptionalInt day = firstRequest(buyer, random);
      if (day.isPresent()) {
        Known known = Known.of(buyer, day.getAsInt() - 1);
        double expected = known.expected(version, 7 * weeks);
        int actual = buyer.bought(day.getAsInt(), day.getAsInt() + 7 * times * weeks);
        for (String segment : known.segments(buyer.market)) {
          rows.computeIfAbsent(segment, s -> new MaturedRows()).add(expected, actual, 0, 0);
        }
      }
    }
    return rows;
  }

  private static OptionalInt firstRequest(Buyer buyer, SplittableRandom random) {
    for (int day = FIRST_REQUEST; day < FIRST_REQUEST + REQUEST_DAYS; day++) {
      Integer last = buyer.days.lower(day);
      if (last != null && random.nextDouble() < .12 * Math.exp((last - day + 1) / 60.0)) {
        return OptionalInt.of(day);
      }
    }
    return OptionalInt.empty();
  }
}
