package perennial.model;

import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/** One customer drawn from a model in continuous time: what the simulator rounds to days. */
public record ContinuousCustomer(int x, double recency) {
  public static ContinuousCustomer of(PurchaseModel model, double age, SplittableRandom random) {
    RandomGenerator generator = new Well19937c(random.nextLong());
    return switch (model) {
      case BgNbd m -> geometric(m.r(), m.alpha(), m.a(), m.b(), false, age, random, generator);
      case MbgNbd m -> geometric(m.r(), m.alpha(), m.a(), m.b(), true, age, random, generator);
      case ParetoNbd m -> {
        double rate = gamma(generator, m.r(), m.alpha());
        double leaves = exponential(random) / gamma(generator, m.s(), m.beta());
        yield poisson(rate, Math.min(leaves, age), random);
      }
      case Nbd m -> poisson(gamma(generator, m.r(), m.alpha()), age, random);
      default -> throw new IllegalArgumentException(model.family());
    };
  }

  private static ContinuousCustomer geometric(
      double r,
      double alpha,
      double a,
      double b,
      boolean leavesAtOnce,
      double age,
      SplittableRandom random,
      RandomGenerator generator) {
    double rate = gamma(generator, r, alpha);
    double p = new BetaDistribution(generator, a, b).sample();
    int x = 0;
    double last = 0;
    boolean gone = leavesAtOnce && random.nextDouble() < p;
    while (!gone) {
      double next = last + exponential(random) / rate;
      if (!(next <= age)) {
        break;
      }
      last = next;
      x++;
      gone = random.nextDouble() < p;
    }
    return new ContinuousCustomer(x, last);
  }

  private static ContinuousCustomer poisson(double rate, double end, SplittableRandom random) {
    int x = 0;
    double last = 0;
    for (double next = exponential(random) / rate; next <= end; ) {
      last = next;
      x++;
      next += exponential(random) / rate;
    }
    return new ContinuousCustomer(x, last);
  }

  private static double gamma(RandomGenerator generator, double shape, double rate) {
    return Math.max(Double.MIN_NORMAL, new GammaDistribution(generator, shape, 1 / rate).sample());
  }

  private static double exponential(SplittableRandom random) {
    return -Math.log(1 - random.nextDouble());
  }
}
