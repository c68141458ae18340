package perennial.fitting;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import perennial.math.Optimum;
import perennial.model.BgCnbdK;
import perennial.model.ErlangModel;
import perennial.model.MbgCnbdK;
import perennial.model.TimeUnit;

/**
 * Maximum-likelihood fit of {@link BgCnbdK} or {@link MbgCnbdK}, with k chosen by likelihood or
 * given.
 *
 * <p>Every k from 1 to 12 is fitted, each from the optimum of the one before with its rate of
 * sub-events raised in proportion; the most likely is fitted to the end, and of equals the
 * smallest. No k is left out. The parameters of the result end with k, which counts in AIC and BIC
 * whether it was chosen or given, and has no row in the covariance.
 */
public final class ErlangFitter implements ModelFitter<PurchaseData, ErlangModel> {
  private static final List<String> NAMES = List.of("r", "alpha", "a", "b");

  /** Starts are compared on about this many rows. */
  private static final int ROWS_FOR_STARTS = 2_000;

  private static final double[][] DROPOUT_STARTS = {{0.8, 2.5}, {0.3, 3}, {2, 4}};

  private final int e;
  private final int lowest;
  private final int highest;

  private ErlangFitter(int e, int lowest, int highest) {
    this.e = e;
    this.lowest = lowest;
    this.highest = highest;
  }

  /** A fitter of {@link BgCnbdK} that chooses k. */
  public static ErlangFitter bg() {
    return new ErlangFitter(0, 1, ErlangModel.MAX_K);
  }

  /** A fitter of {@link MbgCnbdK} that chooses k. */
  public static ErlangFitter mbg() {
    return new ErlangFitter(1, 1, ErlangModel.MAX_K);
  }

  /**
   * The same family with this k.
   *
   * @param k in [1, 12]
   */
  public ErlangFitter withK(int k) {
    if (k < 1 || k > ErlangModel.MAX_K) {
      throw new IllegalArgumentException("k %d must be in [1, %d]".formatted(k, ErlangModel.MAX_K));
    }
    return new ErlangFitter(e, k, k);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Not converged, with the reason among the warnings, as the fits of BG/NBD and MBG/NBD.
   *
   * @param data with the timings of its purchases, {@link PurchaseData#withTimings}
   * @throws IllegalArgumentException when there are no timings, no customer, or none with a repeat
   *     purchase
   */
  @Override
  public FitResult<ErlangModel> fit(PurchaseData data) {
    PurchaseTimings timings =
        data.timings()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the times between purchases are needed to compare values of k"));
    PurchaseMoments moments = PurchaseMoments.of(data);
    HistoryRows rows = HistoryRows.of(data, moments.meanAge(), 1);
    Search search = new Search(rows, timings, data.timeUnit());
    double[] start = firstStart(data, moments);
    int best = lowest;
    double[] bestPoint = start;
    double bestLikelihood = Double.NEGATIVE_INFINITY;
    for (int k = lowest; k <= highest && lowest < highest; k++) {
      Optimum found = LikelihoodFit.approach(new ErlangLikelihood(rows, k, e), start);
      double likelihood = search.logLikelihood(k, found.value());
      if (likelihood > bestLikelihood) {
        best = k;
        bestPoint = found.point();
        bestLikelihood = likelihood;
      }
      start = found.point().clone();
      start[1] += Math.log(k / (k + 1.0));
    }
    return search.finish(best, bestPoint);
  }

  /** The best of some starts on a part of the rows. */
  private double[] firstStart(PurchaseData data, PurchaseMoments moments) {
    int every = Math.max(1, data.rows() / ROWS_FOR_STARTS);
    HistoryRows part = HistoryRows.of(data, moments.meanAge(), every);
    double shape = moments.shape();
    double alpha = shape / (1.5 * moments.mean() * lowest);
    List<Optimum> found = new ArrayList<>();
    for (double[] dropout : DROPOUT_STARTS) {
      double[] start = {
        Math.log(shape), Math.log(alpha), Math.log(dropout[0]), Math.log(dropout[1])
      };
      found.add(LikelihoodFit.approach(new ErlangLikelihood(part, lowest, e), start));
    }
    Optimum best = found.getFirst();
    for (Optimum other : found) {
      best = other.value() < best.value() ? other : best;
    }
    return best.point();
  }

  private final class Search {
    private final HistoryRows rows;
    private final double logGaps;
    private final double purchases;

    Search(HistoryRows rows, PurchaseTimings timings, TimeUnit unit) {
      this.rows = rows;
      this.purchases = rows.purchases();
      if (Math.rint(purchases) != timings.gaps()) {
        throw new IllegalArgumentException(
            "timings of %d gaps are not those of %.0f repeat purchases"
                .formatted(timings.gaps(), purchases));
      }
      this.logGaps = timings.sumLogGapDays() - timings.gaps() * Math.log(unit.days());
    }

    /** With the constant of the gaps, in the data's unit of time. */
    double logLikelihood(int k, double meanMinus) {
      return -meanMinus * rows.customers()
          - k * purchases * Math.log(rows.scale())
          + (k - 1) * logGaps;
    }

    FitResult<ErlangModel> finish(int k, double[] start) {
      ErlangLikelihood likelihood = new ErlangLikelihood(rows, k, e);
      LikelihoodFit fit =
          LikelihoodFit.search(likelihood, likelihood, List.of(start), NAMES, 2, rows.customers());
      FitResult<ErlangModel> result =
          FittedParameters.result(
              fit,
              NAMES,
              rows.scale(),
              List.of(1),
              logLikelihood(k, fit.optimum().value()),
              rows.customers(),
              p ->
                  e == 0
                      ? new BgCnbdK(k, p[0], p[1], p[2], p[3])
                      : new MbgCnbdK(k, p[0], p[1], p[2], p[3]));
      return new FitResult<>(
          result.model(),
          Stream.concat(NAMES.stream(), Stream.of("k")).toList(),
          Stream.concat(result.parameters().stream(), Stream.of((double) k)).toList(),
          result.logLikelihood(),
          result.observations(),
          result.covariance(),
          result.gradientNorm(),
          result.converged(),
          result.warnings());
    }
  }
}
