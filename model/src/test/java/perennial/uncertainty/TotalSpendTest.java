package perennial.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The quick quantiles against bisection of the distribution function. */
class TotalSpendTest {
  @Test
  void quantile_seededGrid_isWithinAThousandthOfBisection() {
    SplittableRandom random = new SplittableRandom(21);
    for (int i = 0; i < 2_000; i++) {
      double p = between(random, .3, 30);
      double q = between(random, 1.2, 200);
      TotalSpend.Spend centre = new TotalSpend.Spend(p, q, 3);
      List<TotalSpend.Spend> around = new ArrayList<>();
      for (int d = 0; d < 6; d++) {
        double up = Math.exp(.15 * random.nextGaussian());
        double shift = .1 * random.nextGaussian();
        around.add(new TotalSpend.Spend(p * up, q / up, 3 + shift));
      }
      double mean = between(random, .1, 100);
      CountDistribution counts = geometric(mean, random.nextDouble());
      CountNodes nodes = CountNodes.of(counts, p, q);
      TotalSpend total = new TotalSpend(counts.zero(), nodes, centre, around);
      for (double level : new double[] {.5, .8, .9, .99}) {
        for (double share : new double[] {.5 * (1 - level), .5 * (1 + level)}) {
          if (share > counts.zero() + 1e-3) {
            double exact = bisect(total, share);
            assertEquals(0, Math.log(total.quantile(share) / exact), 1e-3, i + " at " + share);
          }
        }
      }
    }
  }

  /** A share without any, the others geometric or nearly the same for all. */
  private static CountDistribution geometric(double mean, double none) {
    double[] p = new double[(int) (20 * mean) + 20];
    double left = 1 - none;
    p[0] = none;
    double ratio = mean / (1 + mean);
    for (int n = 1; n < p.length; n++) {
      p[n] = left * (1 - ratio);
      left -= p[n];
    }
    p[p.length - 1] += left;
    return CountDistribution.of(p);
  }

  private static double bisect(TotalSpend total, double share) {
    double low = -60;
    double high = 60;
    while (high - low > 1e-9) {
      double middle = .5 * (low + high);
      if (total.atMost(Math.exp(middle)) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp(.5 * (low + high));
  }

  private static double between(SplittableRandom random, double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }
}
