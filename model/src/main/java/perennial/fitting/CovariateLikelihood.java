package perennial.fitting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import perennial.math.Objective;

/**
 * The log-likelihood of customers with covariates: those with the same covariates are a group,
 * whose collapsed likelihood is taken at its own parameters; the chain rule brings the gradient
 * back. Groups are in the order of their covariates and are summed with compensation.
 */
final class CovariateLikelihood {
  private final PurchaseFamily.Movable family;
  private final CoefficientLayout layout;
  private final PurchaseFamily.Likelihood[] groups;
  private final double[] sizes;
  private final double[][] values;

  /**
   * @param customers those to take, in the canonical order of the rows
   * @param scale internal unit of time
   */
  CovariateLikelihood(
      PurchaseFamily.Movable family,
      CoefficientLayout layout,
      CovariateRows rows,
      Standardised standardised,
      int[] customers,
      double scale) {
    this.family = family;
    this.layout = layout;
    List<int[]> members = groups(rows, customers);
    groups = new PurchaseFamily.Likelihood[members.size()];
    sizes = new double[groups.length];
    values = new double[groups.length][layout.covariates()];
    for (int g = 0; g < groups.length; g++) {
      int[] group = members.get(g);
      groups[g] = family.likelihood(rows.data(group), scale);
      sizes[g] = group.length;
      for (int c = 0; c < layout.covariates(); c++) {
        values[g][c] = standardised.value(c, group[0]);
      }
    }
  }

  private static List<int[]> groups(CovariateRows rows, int[] customers) {
    List<int[]> groups = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= customers.length; i++) {
      if (i == customers.length || rows.compareCovariates(customers[i - 1], customers[i]) != 0) {
        groups.add(Arrays.copyOfRange(customers, start, i));
        start = i;
      }
    }
    return groups;
  }

  double customers() {
    return Arrays.stream(sizes).sum();
  }

  /**
   * Minus the mean log-likelihood of all parts together, plus the penalty {@code weight/2} times
   * the sum of the squared coefficients of standardised covariates, over the customers.
   */
  static Objective objective(List<CovariateLikelihood> parts, double weight) {
    double customers = parts.stream().mapToDouble(CovariateLikelihood::customers).sum();
    CoefficientLayout layout = parts.getFirst().layout;
    return (point, gradient) -> {
      CompensatedSums total = new CompensatedSums(1 + layout.size());
      for (CovariateLikelihood part : parts) {
        part.addTo(total, point);
      }
      double value = total.sum(0);
      for (int i = 0; i < gradient.length; i++) {
        double shrinkage = layout.isCoefficient(i) ? weight * point[i] : 0;
        value += shrinkage * point[i] / 2;
        gradient[i] = (total.sum(1 + i) + shrinkage) / customers;
      }
      return value / customers;
    };
  }

  /** Adds minus the log-likelihood, then its gradient. */
  private void addTo(CompensatedSums total, double[] point) {
    double[] theta = layout.parameters(point);
    double[] moved = new double[theta.length];
    double[] slope = new double[theta.length];
    double[] back = new double[theta.length + 2];
    for (int g = 0; g < groups.length; g++) {
      double rate = 0;
      double dropout = 0;
      for (int c = 0; c < layout.covariates(); c++) {
        rate += point[layout.rate(c)] * values[g][c];
        dropout += point[layout.dropout(c)] * values[g][c];
      }
      family.move(theta, rate, dropout, moved);
      total.add(0, sizes[g] * groups[g].evaluate(moved, slope));
      family.pullBack(theta, dropout, slope, back);
      addGradient(total, g, back);
    }
  }

  private void addGradient(CompensatedSums total, int g, double[] back) {
    int parameters = layout.parameters();
    for (int i = 0; i < parameters; i++) {
      total.add(1 + layout.theta(i), sizes[g] * back[i]);
    }
    for (int c = 0; c < layout.covariates(); c++) {
      total.add(1 + layout.rate(c), sizes[g] * values[g][c] * back[parameters]);
      total.add(1 + layout.dropout(c), sizes[g] * values[g][c] * back[parameters + 1]);
    }
  }

  /** The log-likelihood in the data's unit of time, without any penalty. */
  double logLikelihood(double[] point) {
    double[] theta = layout.parameters(point);
    double[] moved = new double[theta.length];
    double[] unused = new double[theta.length];
    CompensatedSums total = new CompensatedSums(1);
    for (int g = 0; g < groups.length; g++) {
      double rate = 0;
      double dropout = 0;
      for (int c = 0; c < layout.covariates(); c++) {
        rate += point[layout.rate(c)] * values[g][c];
        dropout += point[layout.dropout(c)] * values[g][c];
      }
      family.move(theta, rate, dropout, moved);
      total.add(0, groups[g].logLikelihood(groups[g].evaluate(moved, unused)));
    }
    return total.sum(0);
  }
}
