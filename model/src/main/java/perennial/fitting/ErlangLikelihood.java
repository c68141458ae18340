package perennial.fitting;

import java.util.List;
import perennial.math.GammaFunctions;
import perennial.math.Objective;
import perennial.model.Erlang;

/**
 * Minus the mean log-likelihood of (M)BG/CNBD-k over weighted rows, with its gradient, as a
 * function of {@code log r, log alpha, log a, log b}, for one k; without the constant of the gaps,
 * as {@link Erlang#logLikelihood}.
 */
final class ErlangLikelihood implements Objective {
  private final HistoryRows rows;
  private final List<Integer> groups;
  private final int k;
  private final int e;

  /** Of one row: log of fewer than k sub-events since tx, and its derivatives. */
  private double logQuiet;

  private double quietByShape;
  private double quietByLogAlpha;

  ErlangLikelihood(HistoryRows rows, int k, int e) {
    this.rows = rows;
    this.groups = rows.groups();
    this.k = k;
    this.e = e;
  }

  @Override
  public double evaluate(double[] point, double[] gradient) {
    double[] p = {Math.exp(point[0]), Math.exp(point[1]), Math.exp(point[2]), Math.exp(point[3])};
    CompensatedSums total = new CompensatedSums(5);
    for (int g = 0; g + 1 < groups.size(); g++) {
      group(groups.get(g), groups.get(g + 1), p, total);
    }
    double n = rows.customers();
    gradient[0] = -total.sum(1) * p[0] / n;
    gradient[1] = -total.sum(2) / n; // of log alpha already
    gradient[2] = -total.sum(3) * p[2] / n;
    gradient[3] = -total.sum(4) * p[3] / n;
    return -total.sum(0) / n;
  }

  /** The rows of one x. */
  private void group(int from, int to, double[] p, CompensatedSums total) {
    int x = rows.x()[from];
    double r = p[0];
    double a = p[2];
    double b = p[3];
    int n = x + e;
    double shape = r + (double) k * x;
    double constant =
        GammaFunctions.logGammaRatio(r, (double) k * x)
            - (double) k * x * Math.log(p[1])
            - x * GammaFunctions.logGamma(k)
            + GammaFunctions.logBetaRatio(a, b, n);
    double rise = GammaFunctions.digammaRise(r, Math.multiplyExact(k, x));
    double riseOfSum = GammaFunctions.digammaRise(a + b, n);
    double riseOfB = GammaFunctions.digammaRise(b, n);
    double logGone = n == 0 ? Double.NEGATIVE_INFINITY : Math.log(a / (b + (n - 1)));
    for (int i = from; i < to; i++) {
      double w = rows.weight()[i];
      double tx = rows.tx()[i];
      quiet(shape, p[1], tx, rows.age()[i]);
      double alive = 1 / (1 + Math.exp(logGone - logQuiet));
      double most = Math.max(logQuiet, logGone);
      double both = most + Math.log1p(Math.exp(Math.min(logQuiet, logGone) - most));
      double logLast = Math.log1p(tx / p[1]);
      total.add(0, w * (constant - shape * logLast + both));
      total.add(1, w * (rise - logLast + alive * quietByShape));
      total.add(2, w * (shape * (tx / (p[1] + tx)) - (double) k * x + alive * quietByLogAlpha));
      total.add(3, w * ((1 - alive) / a - riseOfSum));
      total.add(4, w * (riseOfB - riseOfSum - (n == 0 ? 0 : (1 - alive) / (b + (n - 1)))));
    }
  }

  private void quiet(double shape, double alpha, double tx, double age) {
    double z = (age - tx) / (alpha + age);
    double term = 1;
    double sum = 1;
    double rise = 0;
    double riseSum = 0;
    double countSum = 0;
    for (int j = 1; j < k; j++) {
      rise += 1 / (shape + (j - 1));
      term *= (shape + (j - 1)) / j * z;
      sum += term;
      riseSum += rise * term;
      countSum += j * term;
    }
    double decay = Math.log1p((age - tx) / (alpha + tx));
    logQuiet = Math.log(sum) - shape * decay;
    quietByShape = riseSum / sum - decay;
    // shape alpha/(alpha+tx) - (shape + j) alpha/(alpha+age), without the difference of two ones
    quietByLogAlpha =
        shape * (age / (alpha + age) - tx / (alpha + tx))
            - countSum / sum * (alpha / (alpha + age));
  }
}
