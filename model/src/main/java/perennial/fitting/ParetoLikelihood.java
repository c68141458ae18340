package perennial.fitting;

import java.util.List;
import perennial.math.GammaFunctions;
import perennial.math.Objective;
import perennial.math.PowerProduct;

/**
 * Minus the mean log-likelihood of Pareto/NBD over weighted rows, with its gradient, as a function
 * of {@code log r, log alpha, log s, log beta}.
 *
 * <p>A history is likely in two ways, alive at T or gone at some {@code u} in {@code (tx, T)}, and
 * the gradient is the mean, over the ways and weighted by how likely they are, of the gradient of
 * each one's logarithm: means of {@code log(1 + u/alpha), u/(alpha+u)} and the same of beta, under
 * the integral that the likelihood needs anyway.
 */
final class ParetoLikelihood implements Objective {
  private final HistoryRows rows;
  private final List<Integer> groups;
  private final PowerProduct integral = new PowerProduct();

  /** Of one row: means of the two logarithms and shares, log of nothing afterwards, gone. */
  private double meanLogA;

  private double meanLogB;
  private double meanShareA;
  private double meanShareB;
  private double logQuiet;
  private double gone;

  ParetoLikelihood(HistoryRows rows) {
    this.rows = rows;
    this.groups = rows.groups();
  }

  @Override
  public double evaluate(double[] point, double[] gradient) {
    double r = Math.exp(point[0]);
    double alpha = Math.exp(point[1]);
    double s = Math.exp(point[2]);
    double beta = Math.exp(point[3]);
    CompensatedSums total = new CompensatedSums(5);
    for (int g = 0; g + 1 < groups.size(); g++) {
      int x = rows.x()[groups.get(g)];
      double k = r + x;
      double constant = GammaFunctions.logGammaRatio(r, x) - x * point[1];
      double rise = GammaFunctions.digammaRise(r, x);
      for (int i = groups.get(g); i < groups.get(g + 1); i++) {
        row(k, alpha, s, beta, rows.tx()[i], rows.age()[i]);
        double w = rows.weight()[i];
        double tx = rows.tx()[i];
        total.add(
            0, w * (constant - k * Math.log1p(tx / alpha) - s * Math.log1p(tx / beta) + logQuiet));
        total.add(1, w * (rise - meanLogA));
        total.add(2, w * (k * meanShareA - x));
        total.add(3, w * (gone - s * meanLogB));
        total.add(4, w * ((s + gone) * meanShareB - gone));
      }
    }
    gradient[0] = -total.sum(1) * r / rows.customers();
    gradient[1] = -total.sum(2) / rows.customers(); // of logarithms already
    gradient[2] = -total.sum(3) / rows.customers();
    gradient[3] = -total.sum(4) / rows.customers();
    return -total.sum(0) / rows.customers();
  }

  /** The means of one history; those under the integral weigh {@code s + 1} in beta's share. */
  private void row(double k, double alpha, double s, double beta, double tx, double age) {
    double scaleA = alpha + tx;
    double scaleB = beta + tx;
    double silence = age - tx;
    double logA = Math.log1p(silence / scaleA);
    double logB = Math.log1p(silence / scaleB);
    double alive = Math.exp(-k * logA - s * logB);
    double factor = s / scaleB;
    double sum = factor * integral.integrate(k, scaleA, s + 1, scaleB, 0, silence);
    double sumLogA = alive * logA;
    double sumLogB = alive * logB;
    double sumShareA = alive * (age / (alpha + age));
    double sumShareB = alive * (age / (beta + age));
    double goneShareB = 0;
    for (int j = 0; j < integral.nodes(); j++) {
      double f = factor * integral.weight(j);
      double v = integral.v(j);
      sumLogA += f * integral.logA(j);
      sumLogB += f * integral.logB(j);
      sumShareA += f * ((tx + v) / (scaleA + v));
      goneShareB += f * ((tx + v) / (scaleB + v));
    }
    double quiet = alive + sum;
    meanLogA = sumLogA / quiet + Math.log1p(tx / alpha);
    meanLogB = sumLogB / quiet + Math.log1p(tx / beta);
    meanShareA = sumShareA / quiet;
    gone = sum / quiet;
    // (s + gone) meanShareB = s alive-share + (s + 1) gone-share
    meanShareB = (s * sumShareB + (s + 1) * goneShareB) / ((s + gone) * quiet);
    logQuiet = Math.log(quiet);
  }
}
