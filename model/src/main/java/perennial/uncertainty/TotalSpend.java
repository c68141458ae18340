package perennial.uncertainty;

import java.util.List;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;
import perennial.math.GammaFunctions;
import perennial.math.IncompleteBeta;
import perennial.math.NormalPoints;
import perennial.model.BetaGeometric;
import perennial.model.Interval;

/**
 * Distribution of the sum of a customer's future spends when their number is random.
 *
 * <p>A purchase is Gamma(p, nu); given {@code n} purchases of mean {@code z}, nu is Gamma(q', g')
 * with {@code q' = q + p n} and {@code g' = gamma + n z} (Fader and Hardie 2013, eq. 3). The sum of
 * {@code N} purchases is then {@code g' B/(1-B)} with {@code B ~ Beta(p N, q')}, so that {@code P(S
 * <= s) = P(N = 0) + sum of P(N = m) I(s/(g'+s); p m, q')}. Sums over uncertain spend parameters
 * are means over a few points with the parameters' mean and covariance. For one thread.
 */
final class TotalSpend {
  /** The last step of Newton's method to a quantile that uncertain parameters are still to move. */
  private static final double NEAR = 0.02;

  /** The last step to the quantile, which is then within a relative .001. */
  private static final double NEARER = 0.004;

  /** Beyond so many standard deviations a sum is taken to be certain, where there are many. */
  private static final double CERTAIN = 9;

  private static final int MANY = 64;

  /** A density that leaves nothing of the smaller side. */
  private static final double NOTHING = 1e-13;

  private static final int MAX_STEPS = 60;
  private static final double MAX_LOG = 709;

  private final double none;
  private final CountNodes nodes;
  private final Shape centre;
  private final Shape[] around;

  // The last evaluation: distribution function and its derivative by the logarithm of the sum.
  private double value;
  private double slope;

  /**
   * A customer's spend.
   *
   * @param p shape of a purchase
   * @param q posterior shape of its scale, q'
   * @param logScale {@code ln g'}
   */
  record Spend(double p, double q, double logScale) {}

  private final class Shape {
    final Spend spend;
    final double[] logBeta;

    Shape(Spend spend) {
      this.spend = spend;
      this.logBeta = new double[nodes.size()];
      for (int i = 0; i < logBeta.length; i++) {
        logBeta[i] = GammaFunctions.logBeta(spend.p * nodes.count(i), spend.q);
      }
    }

    /** Adds the probability, and its derivative, of at most {@code e^logSum}. */
    void add(double logSum) {
      double logOdds = logSum - spend.logScale;
      double logW = -softplus(-logOdds);
      double logV = -softplus(logOdds);
      boolean many = logBeta.length > MANY;
      for (int i = 0; i < logBeta.length; i++) {
        double a = spend.p * nodes.count(i);
        if (many) {
          double distance = logOdds - Math.log(a / spend.q);
          double far = CERTAIN * CountNodes.spread(nodes.count(i), spend.p, spend.q);
          if (distance > far) {
            value += nodes.mass(i);
            continue;
          } else if (distance < -far) {
            break;
          }
        }
        double density = Math.exp(a * logW + spend.q * logV - logBeta[i]);
        if (density > NOTHING) {
          value += nodes.mass(i) * IncompleteBeta.value(a, spend.q, logOdds, density);
          slope += nodes.mass(i) * density;
        } else if (logOdds > Math.log(a / spend.q)) {
          value += nodes.mass(i);
        }
      }
    }
  }

  /**
   * @param none probability of no purchase
   * @param nodes the others
   * @param centre the spend parameters found
   * @param around points with their covariance; empty where it is not known
   */
  TotalSpend(double none, CountNodes nodes, Spend centre, List<Spend> around) {
    this.none = none;
    this.nodes = nodes;
    this.centre = new Shape(centre);
    this.around = around.stream().map(Shape::new).toArray(Shape[]::new);
  }

  private static double softplus(double z) {
    return BetaGeometric.softplus(z);
  }

  /** Probability of at most this sum, {@code >= 0}. */
  double atMost(double sum) {
    if (!(sum > 0) || nodes.size() == 0) {
      return none;
    }
    evaluate(Math.log(sum), around.length > 0);
    return Math.min(1, value);
  }

  private void evaluate(double logSum, boolean uncertain) {
    value = 0;
    slope = 0;
    if (uncertain) {
      for (Shape shape : around) {
        shape.add(logSum);
      }
      value /= around.length;
      slope /= around.length;
    } else {
      centre.add(logSum);
    }
    value += none;
  }

  /** The smallest sum with at least this probability up to it. */
  double quantile(double probability) {
    if (probability <= none || nodes.size() == 0) {
      return 0;
    }
    double log = solve(probability, start(probability), false, NEAR);
    log = solve(probability, log, around.length > 0, NEARER);
    return log >= MAX_LOG ? Double.MAX_VALUE : Math.exp(log);
  }

  /** The central interval, of quantiles. */
  Interval interval(double level) {
    double tail = 0.5 * (1 - level);
    double lower = quantile(tail);
    return new Interval(lower, Math.max(lower, quantile(1 - tail)), level);
  }

  /**
   * Newton's method on the logit of the probability given some purchase, which is nearly linear in
   * the logarithm of the sum; kept inside what is known of the solution.
   */
  private double solve(double probability, double start, boolean uncertain, double tolerance) {
    double some = 1 - none;
    double goal = Math.log((probability - none) / (1 - probability));
    double low = -MAX_LOG;
    double high = MAX_LOG;
    double at = Math.clamp(start, low, high);
    for (int i = 0; i < MAX_STEPS; i++) {
      evaluate(at, uncertain);
      if (value < probability) {
        low = at;
      } else {
        high = at;
      }
      double below = value - none;
      double above = Math.max(1 - value, 1e-16);
      double step = (goal - Math.log(below / above)) * below * above / (some * slope);
      double next = at + step;
      if (!(low < next && next < high)) { // also NaN, where the slope is 0
        next = 0.5 * (low + high);
      }
      boolean found = Math.abs(next - at) < tolerance;
      at = next;
      if (found || high - low < 1e-9) {
        break;
      }
    }
    return at;
  }

  /** As if the sum, given some purchase, were lognormal. */
  private double start(double probability) {
    double mass = 0;
    double mean = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < nodes.size(); i++) {
      double log = Math.log(nodes.count(i));
      mass += nodes.mass(i);
      mean += nodes.mass(i) * nodes.count(i);
      first += nodes.mass(i) * log;
      second += nodes.mass(i) * log * log;
    }
    double n = mean / mass;
    double logCount = first / mass;
    double shape = centre.spend.p * n;
    double variance =
        Math.max(0, second / mass - logCount * logCount)
            + Trigamma.value(shape)
            + Trigamma.value(centre.spend.q);
    double share = Math.clamp((probability - none) / (1 - none), 1e-12, 1 - 1e-12);
    return centre.spend.logScale
        + logCount
        + Digamma.value(shape)
        - Math.log(n)
        - Digamma.value(centre.spend.q)
        + NormalPoints.quantile(share) * Math.sqrt(variance);
  }
}
