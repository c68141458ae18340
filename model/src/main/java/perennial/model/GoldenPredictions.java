package perennial.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Predictions that travel with a version and show, before it answers anyone, that the machine at
 * hand computes what the one that registered it did.
 */
public final class GoldenPredictions {
  /** Largest relative difference that counts as the same number. */
  public static final double TOLERANCE = 1e-9;

  private static final int[] COUNTS = {0, 1, 3, 12, 250, 10_000};
  private static final double[] AGES = {1, 30, 365, 3000};
  private static final double[] MEANS = {0, 9.99, 45.5, 12_345.67};
  private static final Horizons[] HORIZONS = {
    Horizons.ofDays(30, 90), Horizons.ofDays(365), Horizons.ofDays(1, 180, Horizons.MAX_DAYS)
  };

  private GoldenPredictions() {}

  /**
   * The model's answers to 48 fixed questions: none, few and very many purchases, seen to the last
   * day or silent since, young and old customers, horizons from a day to the longest. Covariates
   * and groups that the model knows vary from one to the next.
   */
  public static List<GoldenPrediction> of(ClvModel model) {
    GoldenTraits asked = GoldenTraits.of(model);
    List<GoldenPrediction> goldens = new ArrayList<>();
    for (int c = 0; c < COUNTS.length; c++) {
      for (int g = 0; g < AGES.length; g++) {
        for (int silent = 0; silent < 2; silent++) {
          int x = COUNTS[c];
          double recency = x == 0 ? 0 : silent == 0 ? AGES[g] : AGES[g] / 3;
          double mean = MEANS[(c + g + silent) % MEANS.length];
          Horizons horizons = HORIZONS[goldens.size() % HORIZONS.length];
          CustomerHistory history =
              new CustomerHistory(x, recency, AGES[g], mean, asked.of(goldens.size()));
          goldens.add(new GoldenPrediction(history, horizons, model.predict(history, horizons)));
        }
      }
    }
    return List.copyOf(goldens);
  }

  /**
   * The first golden that the model does not reproduce.
   *
   * @return what was asked, expected and computed; empty when all agree to {@link #TOLERANCE}
   */
  public static Optional<String> firstMismatch(ClvModel model, List<GoldenPrediction> goldens) {
    for (int i = 0; i < goldens.size(); i++) {
      GoldenPrediction golden = goldens.get(i);
      Prediction actual = model.predict(golden.history(), golden.horizons());
      if (!same(golden.expected(), actual)) {
        return Optional.of(
            "golden prediction %d of %d, %s over %s: expected %s, got %s"
                .formatted(
                    i + 1,
                    goldens.size(),
                    golden.history(),
                    golden.horizons(),
                    golden.expected(),
                    actual));
      }
    }
    return Optional.empty();
  }

  private static boolean same(Prediction expected, Prediction actual) {
    boolean same =
        close(expected.probabilityAlive(), actual.probabilityAlive())
            && close(expected.expectedSpend(), actual.expectedSpend())
            && expected.horizons().size() == actual.horizons().size();
    for (int i = 0; same && i < actual.horizons().size(); i++) {
      HorizonPrediction e = expected.horizons().get(i);
      HorizonPrediction a = actual.horizons().get(i);
      same =
          e.horizonDays() == a.horizonDays()
              && close(e.expectedPurchases(), a.expectedPurchases())
              && close(e.clv(), a.clv());
    }
    return same;
  }

  /** Written so that a NaN on either side is a difference. */
  private static boolean close(double expected, double actual) {
    double larger = Math.max(Math.abs(expected), Math.abs(actual));
    return Math.abs(expected - actual) <= Math.max(TOLERANCE * larger, Double.MIN_NORMAL);
  }
}
