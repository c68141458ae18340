package perennial.fitting;

import java.util.TreeMap;
import perennial.math.GammaFunctions;
import perennial.math.Objective;
import perennial.model.BetaBinomial;
import perennial.model.Opportunities;

/**
 * Minus the mean log-likelihood of BG/BB, with its gradient, as a function of {@code log alpha, log
 * beta, log gamma, log delta}.
 *
 * <p>Customers with the same purchases and last purchase share the terms of leaving at the 1st,
 * 2nd, ... silent opportunity, whatever the number of opportunities they have seen: those terms are
 * summed once, relative to the first, and each number of opportunities takes its partial sum.
 */
public final class BgBbLikelihood implements Objective {
  private static final int MOST_OPPORTUNITIES = 100_000;

  /** Weight by silent opportunities, by purchases and last purchase. */
  private final TreeMap<Pattern, TreeMap<Integer, Double>> patterns = new TreeMap<>();

  private final double customers;

  private record Pattern(int purchases, int last) implements Comparable<Pattern> {
    @Override
    public int compareTo(Pattern other) {
      int byPurchases = Integer.compare(purchases, other.purchases);
      return byPurchases != 0 ? byPurchases : Integer.compare(last, other.last);
    }
  }

  /**
   * @throws IllegalArgumentException as {@link BgBbFitter#fit}
   */
  public BgBbLikelihood(PurchaseData data) {
    for (int i = 0; i < data.rows(); i++) {
      Opportunities seen = Opportunities.ofPurchases(data.x(i), data.tx(i), data.age(i));
      if (seen.count() > MOST_OPPORTUNITIES) {
        throw new IllegalArgumentException(
            "age %s is more than %d opportunities".formatted(data.age(i), MOST_OPPORTUNITIES));
      }
      patterns
          .computeIfAbsent(
              new Pattern((int) seen.purchases(), (int) seen.last()), p -> new TreeMap<>())
          .merge((int) (seen.count() - seen.last()), data.weight(i), Double::sum);
    }
    customers = data.customers();
    if (customers == 0) {
      throw new IllegalArgumentException("no customers to fit");
    }
    if (patterns.lastKey().purchases == 0) {
      throw new IllegalArgumentException(
          "none of the %.0f customers has a repeat purchase: no model can be identified"
              .formatted(customers));
    }
  }

  double customers() {
    return customers;
  }

  @Override
  public double evaluate(double[] point, double[] gradient) {
    double[] parameters = new double[4];
    for (int i = 0; i < 4; i++) {
      parameters[i] = Math.exp(point[i]);
    }
    CompensatedSums sums = new CompensatedSums(5);
    patterns.forEach((pattern, silent) -> new Sweep(parameters, pattern).add(silent, sums));
    for (int i = 0; i < 4; i++) {
      gradient[i] = -sums.sum(i + 1) * parameters[i] / customers;
    }
    return -sums.sum(0) / customers;
  }

  /** The customers of one pattern, from no silent opportunity to the most. */
  private static final class Sweep {
    private final double a;
    private final double b;
    private final double gamma;
    private final double d;
    private final double logFirst;

    /** Derivatives of {@code logFirst}. */
    private final double[] first = new double[4];

    /** Of the next term of leaving, relative to the first: value and logarithmic derivatives. */
    private double leave = 1;

    private double leaveByA;
    private double leaveByB;
    private double leaveByGamma;
    private double leaveByD;

    /** The same of staying: the same sequence of purchases, and no leaving at all. */
    private double stay;

    private double stayByGamma;
    private double stayByD;

    /** Sums of the terms of leaving, and of the terms times their derivatives. */
    private final double[] left = new double[5];

    Sweep(double[] p, Pattern pattern) {
      int x = pattern.purchases;
      int rest = pattern.last - x;
      a = p[0] + x;
      b = p[1] + rest;
      gamma = p[2];
      d = p[3] + pattern.last;
      logFirst =
          new BetaBinomial(p[0], p[1]).logSequence(x, rest)
              + GammaFunctions.logBetaRatio(gamma, p[3], pattern.last)
              + Math.log(gamma / (gamma + d));
      double both = GammaFunctions.digammaRise(p[0] + p[1], pattern.last);
      first[0] = GammaFunctions.digammaRise(p[0], x) - both;
      first[1] = GammaFunctions.digammaRise(p[1], rest) - both;
      double all = GammaFunctions.digammaRise(gamma + p[3], pattern.last);
      first[2] = -all + 1 / gamma - 1 / (gamma + d);
      first[3] = GammaFunctions.digammaRise(p[3], pattern.last) - all - 1 / (gamma + d);
      stay = (gamma + d) / gamma;
      stayByGamma = 1 / (gamma + d) - 1 / gamma;
      stayByD = 1 / (gamma + d);
    }

    void add(TreeMap<Integer, Double> silent, CompensatedSums sums) {
      int at = 0;
      for (var entry : silent.entrySet()) {
        for (; at < entry.getKey(); at++) {
          step(at);
        }
        double total = stay + left[0];
        double weight = entry.getValue();
        sums.add(0, weight * (logFirst + Math.log(total)));
        sums.add(1, weight * (first[0] + (stay * leaveByA + left[1]) / total));
        sums.add(2, weight * (first[1] + (stay * leaveByB + left[2]) / total));
        sums.add(3, weight * (first[2] + (stay * stayByGamma + left[3]) / total));
        sums.add(4, weight * (first[3] + (stay * stayByD + left[4]) / total));
      }
    }

    /** One more silent opportunity: the i-th one may be that of leaving, or be lived through. */
    private void step(int i) {
      left[0] += leave;
      left[1] += leave * leaveByA;
      left[2] += leave * leaveByB;
      left[3] += leave * leaveByGamma;
      left[4] += leave * leaveByD;
      double missed = (b + i) / (a + b + i);
      leave *= missed * ((d + i) / (gamma + 1 + d + i));
      stay *= missed * ((d + i) / (gamma + d + i));
      leaveByA -= 1 / (a + b + i);
      leaveByB += 1 / (b + i) - 1 / (a + b + i);
      leaveByGamma -= 1 / (gamma + 1 + d + i);
      leaveByD += 1 / (d + i) - 1 / (gamma + 1 + d + i);
      stayByGamma -= 1 / (gamma + d + i);
      stayByD += 1 / (d + i) - 1 / (gamma + d + i);
    }
  }
}
