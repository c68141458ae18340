package perennial.fitting;

import java.util.List;
import perennial.math.Objective;
import perennial.model.BetaGeometric;
import perennial.model.BgNbd;
import perennial.model.CovariateModel;
import perennial.model.MbgNbd;
import perennial.model.Nbd;
import perennial.model.ParetoNbd;
import perennial.model.PurchaseModel;

/**
 * What covariates and pooling need to know of a family of purchase models.
 *
 * <p>A point is the logarithms of the parameters, in their order, those that {@link #timed()} names
 * in an internal unit of time.
 */
sealed interface PurchaseFamily {
  List<String> names();

  /** Whether each parameter is a time. */
  boolean[] timed();

  /** From this index on the parameters may run to a limit together: {@link LikelihoodFit}. */
  int essential();

  PurchaseModel model(double[] parameters);

  FitResult<? extends PurchaseModel> fit(PurchaseData data);

  /**
   * Minus the mean log-likelihood.
   *
   * @param scale internal unit of time, in the data's
   */
  Likelihood likelihood(PurchaseData data, double scale);

  /** A mean over customers, and what a value of it stands for. */
  interface Likelihood extends Objective {
    /** The log-likelihood that a value stands for, in the data's unit of time. */
    double logLikelihood(double value);
  }

  /** A family with covariates. */
  sealed interface Movable extends PurchaseFamily {
    /** {@link CovariateModel#withEffects} on a point. */
    void move(double[] point, double rate, double dropout, double[] moved);

    /**
     * The chain rule of {@link #move}.
     *
     * @param slope derivatives by the moved point
     * @param back takes the derivatives by the point, then by the rate's effect, then by the
     *     dropout's
     */
    void pullBack(double[] point, double dropout, double[] slope, double[] back);
  }

  /** The family of this name. */
  static PurchaseFamily of(String family) {
    return switch (family) {
      case "bg-nbd" -> new BetaGeometricFamily(0);
      case "mbg-nbd" -> new BetaGeometricFamily(1);
      case "pareto-nbd" -> new ParetoFamily();
      case "nbd" -> new NbdFamily();
      default -> throw new IllegalArgumentException(family + " cannot be pooled");
    };
  }

  /** The family of this name, which must take covariates. */
  static Movable movable(String family) {
    if (of(family) instanceof Movable movable) {
      return movable;
    }
    throw new IllegalArgumentException(family + " takes no covariates");
  }

  /** BG/NBD and MBG/NBD. */
  record BetaGeometricFamily(int e) implements Movable {
    @Override
    public List<String> names() {
      return List.of("r", "alpha", "a", "b");
    }

    @Override
    public boolean[] timed() {
      return new boolean[] {false, true, false, false};
    }

    @Override
    public int essential() {
      return 2;
    }

    @Override
    public PurchaseModel model(double[] p) {
      return e == 0 ? new BgNbd(p[0], p[1], p[2], p[3]) : new MbgNbd(p[0], p[1], p[2], p[3]);
    }

    @Override
    public FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return e == 0 ? new BgNbdFitter().fit(data) : new MbgNbdFitter().fit(data);
    }

    @Override
    public Likelihood likelihood(PurchaseData data, double scale) {
      return new BetaGeometricLikelihood(data, e, scale, 1);
    }

    /** With u the moved logit of the mean, log a = log(a+b) - softplus(-u). */
    @Override
    public void move(double[] point, double rate, double dropout, double[] moved) {
      double logit = point[2] - point[3];
      double concentration = point[3] + BetaGeometric.softplus(logit);
      moved[0] = point[0];
      moved[1] = point[1] - rate;
      moved[2] = concentration - BetaGeometric.softplus(-(logit + dropout));
      moved[3] = concentration - BetaGeometric.softplus(logit + dropout);
    }

    @Override
    public void pullBack(double[] point, double dropout, double[] slope, double[] back) {
      double logit = point[2] - point[3];
      double mean = 1 / (1 + Math.exp(-logit));
      double movedMean = 1 / (1 + Math.exp(-(logit + dropout)));
      double sum = slope[2] + slope[3];
      double byDropout = slope[2] * (1 - movedMean) - slope[3] * movedMean;
      back[0] = slope[0];
      back[1] = slope[1];
      back[2] = mean * sum + byDropout;
      back[3] = (1 - mean) * sum - byDropout;
      back[4] = -slope[1];
      back[5] = byDropout;
    }
  }

  /** Pareto/NBD. */
  record ParetoFamily() implements Movable {
    @Override
    public List<String> names() {
      return List.of("r", "alpha", "s", "beta");
    }

    @Override
    public boolean[] timed() {
      return new boolean[] {false, true, false, true};
    }

    @Override
    public int essential() {
      return 2;
    }

    @Override
    public PurchaseModel model(double[] p) {
      return new ParetoNbd(p[0], p[1], p[2], p[3]);
    }

    @Override
    public FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new ParetoNbdFitter().fit(data);
    }

    @Override
    public Likelihood likelihood(PurchaseData data, double scale) {
      HistoryRows rows = HistoryRows.of(data, scale, 1);
      return new OfRows(new ParetoLikelihood(rows), rows);
    }

    @Override
    public void move(double[] point, double rate, double dropout, double[] moved) {
      moved[0] = point[0];
      moved[1] = point[1] - rate;
      moved[2] = point[2];
      moved[3] = point[3] - dropout;
    }

    @Override
    public void pullBack(double[] point, double dropout, double[] slope, double[] back) {
      System.arraycopy(slope, 0, back, 0, 4);
      back[4] = -slope[1];
      back[5] = -slope[3];
    }
  }

  /** NBD, which nobody leaves: it can be pooled but takes no covariates. */
  record NbdFamily() implements PurchaseFamily {
    @Override
    public List<String> names() {
      return List.of("r", "alpha");
    }

    @Override
    public boolean[] timed() {
      return new boolean[] {false, true};
    }

    @Override
    public int essential() {
      return 2;
    }

    @Override
    public PurchaseModel model(double[] p) {
      return new Nbd(p[0], p[1]);
    }

    @Override
    public FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new NbdFitter().fit(data);
    }

    @Override
    public Likelihood likelihood(PurchaseData data, double scale) {
      HistoryRows rows = HistoryRows.of(data, scale, 1);
      return new OfRows(new NbdLikelihood(rows), rows);
    }
  }

  /** An objective over rows, with the rows. */
  record OfRows(Objective objective, HistoryRows rows) implements Likelihood {
    @Override
    public double evaluate(double[] point, double[] gradient) {
      return objective.evaluate(point, gradient);
    }

    @Override
    public double logLikelihood(double value) {
      return rows.logLikelihood(value);
    }
  }
}
