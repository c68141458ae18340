package perennial.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import perennial.model.BatchPredictor;
import perennial.model.BtydModel;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;
import perennial.model.Interval;
import perennial.model.Prediction;
import perennial.model.Uncertainty;
import perennial.model.ValueTerms;

/**
 * Predictions with intervals, from draws of the parameters that are made once. Immutable.
 *
 * <p>Draws come from the normal approximation of the log parameters that the fit's covariance gives
 * (Laplace); each carries its exact predictive distribution of counts and spend. The distribution
 * of what will be seen is the mean over the draws (parameters and chance), the interval of an
 * expectation is taken over the draws' expectations (parameters alone). docs/uncertainty.md has the
 * formulas and what they cost.
 */
public final class PredictionIntervals {
  /** The lowest level that is answered. */
  public static final double MIN_LEVEL = 0.01;

  /** The highest one; further out, the approximations say more than they know. */
  public static final double MAX_LEVEL = 0.999;

  private static final int DRAWS = 64;
  private static final int FEW_DRAWS = 16;

  /** Customers that one task takes; within it those with the same future share their counts. */
  private static final int CHUNK = 8192;

  private final BtydModel model;
  private final DrawSet many;
  private final DrawSet few;

  private PredictionIntervals(BtydModel model, DrawSet many, DrawSet few) {
    this.model = model;
    this.many = many;
    this.few = few;
  }

  /** Makes the draws of a model; the same model gives the same ones. */
  public static PredictionIntervals of(ClvModel model) {
    return of(model, DRAWS);
  }

  /** With another number of draws, a power of two. */
  static PredictionIntervals of(ClvModel model, int draws) {
    return switch (model) {
      case BtydModel btyd ->
          new PredictionIntervals(btyd, DrawSet.of(btyd, draws), DrawSet.of(btyd, FEW_DRAWS));
    };
  }

  /** The same valued on other terms, with the same draws. */
  public PredictionIntervals withTerms(ValueTerms terms) {
    return new PredictionIntervals(model.withTerms(terms), many, few);
  }

  /** Whether intervals are given at this level. */
  public static boolean isLevel(double level) {
    return MIN_LEVEL <= level && level <= MAX_LEVEL;
  }

  /**
   * The model's prediction with an {@link Uncertainty} for spend and, per horizon, purchases and
   * CLV.
   *
   * @param level mass of the central intervals, in {@code [0.01, 0.999]}
   * @throws IllegalArgumentException when the level is out of its range
   * @throws IllegalHistory when a covariate is missing that the model needs
   */
  public Prediction predict(CustomerHistory history, Horizons horizons, double level) {
    requireLevel(level);
    return predict(futures(horizons), history, model.predict(history, horizons), level);
  }

  /**
   * Predictions of many customers, in their order. Customers with the same future share work; the
   * numbers are those of {@link #predict}, and it throws like that.
   */
  public List<Prediction> predictAll(
      List<CustomerHistory> histories, Horizons horizons, double level) {
    return predictAll(histories, horizons, level, IntStream::sequential);
  }

  /** The same on all threads of the pool that the caller is in, else of the common one. */
  public List<Prediction> predictAllInParallel(
      List<CustomerHistory> histories, Horizons horizons, double level) {
    return predictAll(histories, horizons, level, IntStream::parallel);
  }

  private List<Prediction> predictAll(
      List<CustomerHistory> histories,
      Horizons horizons,
      double level,
      UnaryOperator<IntStream> threads) {
    requireLevel(level);
    int chunks = Math.ceilDiv(histories.size(), CHUNK);
    Prediction[] predictions = new Prediction[histories.size()];
    threads
        .apply(IntStream.range(0, chunks))
        .forEach(chunk -> {
          int from = chunk * CHUNK;
          int to = Math.min(histories.size(), from + CHUNK);
          predictChunk(histories, from, to, horizons, level, predictions);
        });
    return Arrays.asList(predictions);
  }

  private void predictChunk(
      List<CustomerHistory> histories,
      int from,
      int to,
      Horizons horizons,
      double level,
      Prediction[] predictions) {
    CustomerFutures futures = futures(horizons);
    List<Integer> order = new ArrayList<>(IntStream.range(from, to).boxed().toList());
    order.sort(
        Comparator.<Integer, String>comparing(i -> histories.get(i).traits().group())
            .thenComparingInt(i -> histories.get(i).repeatPurchases())
            .thenComparingDouble(i -> histories.get(i).age())
            .thenComparingDouble(i -> histories.get(i).recency()));
    BatchPredictor points = new BatchPredictor(model, horizons);
    for (int i : order) {
      CustomerHistory history = histories.get(i);
      predictions[i] = predict(futures, history, points.predict(history), level);
    }
  }

  private Prediction predict(
      CustomerFutures futures, CustomerHistory history, Prediction point, double level) {
    futures.of(model, history);
    HorizonPrediction[] results = new HorizonPrediction[point.horizons().size()];
    for (int i = 0; i < results.length; i++) {
      HorizonPrediction at = point.horizons().get(i);
      Predictive predictive = predictive(futures.in(i), history, point, at);
      results[i] =
          new HorizonPrediction(
              at.horizonDays(),
              at.expectedPurchases(),
              at.clv(),
              Optional.of(predictive.purchases(level)),
              Optional.of(predictive.clv(level)));
    }
    return new Prediction(
        point.probabilityAlive(),
        point.expectedSpend(),
        List.of(results),
        Optional.of(spend(history, level)));
  }

  /** The predictive distributions of one customer within {@code days}. */
  public Predictive predictive(CustomerHistory history, int days) {
    Horizons horizons = Horizons.ofDays(days);
    Prediction point = model.predict(history, horizons);
    CustomerFutures futures = futures(horizons);
    futures.of(model, history);
    return predictive(futures.in(0), history, point, point.horizons().getFirst());
  }

  private Predictive predictive(
      CustomerFutures.Counts counts,
      CustomerHistory history,
      Prediction point,
      HorizonPrediction at) {
    double undiscounted = at.expectedPurchases() * point.expectedSpend();
    double factor = at.clv() / undiscounted;
    boolean usable = undiscounted > Double.MIN_NORMAL && undiscounted < Double.MAX_VALUE;
    return new Predictive(counts, history, usable ? factor : model.terms().margin());
  }

  /**
   * Probability that so many future purchases of the customer come to at most this net value.
   *
   * @param purchases {@code >= 1}
   */
  public double spendAtMost(CustomerHistory history, int purchases, double value) {
    return spend(history, purchases)
        .map(sum -> sum.atMost(value))
        .orElseGet(() -> value >= purchases * many.spend().expected(0, history) ? 1.0 : 0.0);
  }

  /** The central interval of the net value of so many future purchases. */
  public Interval spendInterval(CustomerHistory history, int purchases, double level) {
    requireLevel(level);
    double fixed = purchases * many.spend().expected(0, history);
    return spend(history, purchases)
        .map(sum -> sum.interval(level))
        .orElseGet(() -> new Interval(fixed, fixed, level));
  }

  private Optional<TotalSpend> spend(CustomerHistory history, int purchases) {
    return many.spend()
        .of(history)
        .map(centre ->
            new TotalSpend(0, CountNodes.certain(purchases), centre, many.spend().around(history)));
  }

  private Uncertainty spend(CustomerHistory history, double level) {
    SpendDraws draws = many.spend();
    Interval predictive = spendInterval(history, 1, level);
    if (!draws.known()) {
      return new Uncertainty(predictive, Optional.empty());
    }
    double[] expectations = new double[DRAWS];
    for (int d = 0; d < DRAWS; d++) {
      expectations[d] = draws.expected(d, history);
    }
    return new Uncertainty(predictive, Optional.of(DrawnQuantiles.interval(expectations, level)));
  }

  private CustomerFutures futures(Horizons horizons) {
    double[] times = new double[horizons.count()];
    for (int i = 0; i < times.length; i++) {
      times[i] = horizons.days(i) / (double) model.timeUnit().days();
    }
    return new CustomerFutures(many, few, times);
  }

  private static void requireLevel(double level) {
    if (!isLevel(level)) {
      throw new IllegalArgumentException(
          "interval level %s must be in [%s, %s]".formatted(level, MIN_LEVEL, MAX_LEVEL));
    }
  }
}
