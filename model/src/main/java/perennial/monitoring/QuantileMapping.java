package perennial.monitoring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A window's values, rank by rank, as they would be had the feature kept its reference's
 * distribution: the customer at share p of the window's ranks gets the reference's value at p.
 * Equal values have their ranks in an order drawn by a seed, so that a share of zeros becomes the
 * reference's share of zeros, whatever else these customers have in common.
 */
public final class QuantileMapping {
  private final List<Step> steps;
  private final double present;
  private final boolean whole;

  public QuantileMapping(NumericReference reference) {
    this.steps = steps(reference);
    this.present = steps.isEmpty() ? 0 : steps.getLast().upTo();
    this.whole = reference.edges().stream().allMatch(edge -> edge == Math.rint(edge));
  }

  /**
   * A bin of the reference.
   *
   * @param from where its values start, not included unless it is also their end
   * @param to their end
   * @param before customers of lower bins
   * @param upTo customers of these bins and this one
   * @param spread of its customers, those who lie between the ends; the others are all at the end,
   *     where several quantiles fell on one value
   */
  private record Step(double from, double to, double before, double upTo, double spread) {}

  private static List<Step> steps(NumericReference reference) {
    List<Double> edges = reference.edges();
    List<Long> counts = reference.counts();
    long zeros = counts.get(NumericReference.ZERO);
    double perStep =
        (reference.customers() - reference.missing() - zeros) / (double) NumericReference.STEPS;
    List<Step> steps = new ArrayList<>();
    double customers = 0;
    boolean zeroDone = zeros == 0;
    for (int i = 0; i < edges.size(); i++) {
      if (!zeroDone && edges.get(i) > 0) {
        steps.add(new Step(0, 0, customers, customers + zeros, 0));
        customers += zeros;
        zeroDone = true;
      }
      double count = counts.get(NumericReference.FIRST + i);
      double from = edges.get(Math.max(0, i - 1));
      steps.add(
          new Step(from, edges.get(i), customers, customers + count, Math.min(count, perStep)));
      customers += count;
    }
    if (!zeroDone) {
      steps.add(new Step(0, 0, customers, customers + zeros, 0));
    }
    return steps;
  }

  /**
   * @param values of the window, one a customer
   * @return mapped values in the same order; NaN where the value is missing or the reference has
   *     none
   */
  public double[] mapped(double[] values, long seed) {
    List<Integer> order = new ArrayList<>();
    double[] mapped = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      mapped[i] = Double.NaN;
      if (Double.isFinite(values[i]) && present > 0) {
        order.add(i);
      }
    }
    Collections.shuffle(order, Random.from(new SplittableRandom(seed)));
    order.sort(Comparator.comparingDouble(i -> values[i]));
    int step = 0;
    for (int rank = 0; rank < order.size(); rank++) {
      double customer = (rank + 0.5) / order.size() * present;
      while (step < steps.size() - 1 && steps.get(step).upTo() < customer) {
        step++;
      }
      mapped[order.get(rank)] = value(steps.get(step), customer);
    }
    return mapped;
  }

  private double value(Step step, double customer) {
    double within = (customer - step.before()) / step.spread();
    if (!(within < 1)) { // also where nobody lies between the ends
      return step.to();
    }
    double value =
        step == steps.getLast()
            ? tail(step, within)
            : step.from() + within * (step.to() - step.from());
    return whole ? Math.ceil(value) : value;
  }

  /**
   * Beyond the last quantile but one, where a straight line to the greatest value would give heavy
   * tails half as much again as they have: on the scale of asinh, excesses are exponential, and the
   * greatest of so many is expected where it was seen.
   */
  private static double tail(Step step, double within) {
    double low = NumericCounts.asinh(step.from());
    double high = NumericCounts.asinh(step.to());
    double share = Math.min(1, -Math.log1p(-within) / Math.log1p(step.spread()));
    return Math.clamp(Math.sinh(low + share * (high - low)), step.from(), step.to());
  }
}
