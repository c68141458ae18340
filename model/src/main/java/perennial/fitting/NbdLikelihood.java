package perennial.fitting;

import java.util.List;
import perennial.math.GammaFunctions;
import perennial.math.Objective;

/**
 * Minus the mean log-likelihood of NBD over weighted rows, with its gradient, as a function of
 * {@code log r, log alpha}.
 */
final class NbdLikelihood implements Objective {
  private final HistoryRows rows;
  private final List<Integer> groups;

  NbdLikelihood(HistoryRows rows) {
    this.rows = rows;
    this.groups = rows.groups();
  }

  @Override
  public double evaluate(double[] point, double[] gradient) {
    double r = Math.exp(point[0]);
    double alpha = Math.exp(point[1]);
    CompensatedSums total = new CompensatedSums(3);
    for (int g = 0; g + 1 < groups.size(); g++) {
      int x = rows.x()[groups.get(g)];
      double customers = 0;
      double logs = 0;
      double shares = 0;
      for (int i = groups.get(g); i < groups.get(g + 1); i++) {
        double age = rows.age()[i];
        customers += rows.weight()[i];
        logs += rows.weight()[i] * Math.log1p(age / alpha);
        shares += rows.weight()[i] * (age / (alpha + age));
      }
      double k = r + x;
      total.add(0, customers * (GammaFunctions.logGammaRatio(r, x) - x * point[1]) - k * logs);
      total.add(1, customers * GammaFunctions.digammaRise(r, x) - logs);
      total.add(2, k * shares - customers * x);
    }
    gradient[0] = -total.sum(1) * r / rows.customers();
    gradient[1] = -total.sum(2) / rows.customers(); // of log alpha already
    return -total.sum(0) / rows.customers();
  }
}
