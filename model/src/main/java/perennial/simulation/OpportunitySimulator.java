package perennial.simulation;

import java.util.SplittableRandom;
import perennial.model.Bdw;
import perennial.model.BgBb;
import perennial.model.ContractModel;
import perennial.model.Sbg;

/**
 * Draws customers of discrete opportunities. Each has an own generator: the first ones of a longer
 * simulation are those of a shorter one.
 */
public final class OpportunitySimulator {
  private OpportunitySimulator() {}

  /**
   * One customer after another, each seen for as many opportunities.
   *
   * @param periods opportunities, {@code >= 1}
   * @param listener hears of each how many opportunities were taken, and which one was the last
   */
  public static void run(
      BgBb model, int customers, int periods, long seed, OpportunityListener listener) {
    requirePositive("customers", customers);
    requirePositive("periods", periods);
    SplittableRandom root = new SplittableRandom(seed);
    for (int customer = 0; customer < customers; customer++) {
      SplittableRandom random = root.split();
      double buys = RandomVariates.beta(random, model.alpha(), model.beta());
      double leaves = RandomVariates.beta(random, model.gamma(), model.delta());
      int taken = 0;
      int last = 0;
      for (int i = 1; i <= periods && random.nextDouble() >= leaves; i++) {
        if (random.nextDouble() < buys) {
          taken++;
          last = i;
        }
      }
      listener.customer(taken, last);
    }
  }

  /**
   * How many of a cohort are customers still after 0, 1, ..., {@code periods} renewals.
   *
   * @param periods renewals, {@code >= 1}
   * @return {@code periods + 1} numbers, none larger than the one before
   */
  public static int[] survivors(ContractModel model, int customers, int periods, long seed) {
    requirePositive("customers", customers);
    requirePositive("periods", periods);
    SplittableRandom root = new SplittableRandom(seed);
    int[] survivors = new int[periods + 1];
    for (int customer = 0; customer < customers; customer++) {
      SplittableRandom random = root.split();
      double tenure = tenure(model, random);
      for (int t = 0; t <= Math.min(periods, tenure); t++) {
        survivors[t]++;
      }
    }
    return survivors;
  }

  /** Renewals of one who leaves with chance p: more than t of them with (1-p)^(t^c). */
  private static double tenure(ContractModel model, SplittableRandom random) {
    return switch (model) {
      case Sbg m -> tenure(RandomVariates.beta(random, m.alpha(), m.beta()), 1, random);
      case Bdw m -> tenure(RandomVariates.beta(random, m.alpha(), m.beta()), m.c(), random);
    };
  }

  private static double tenure(double leaves, double c, SplittableRandom random) {
    double survived = RandomVariates.exponential(random) / -Math.log1p(-leaves);
    return Math.ceil(Math.pow(survived, 1 / c)) - 1;
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s %d must be >= 1".formatted(name, value));
    }
  }

  /** Receives the customers of a simulation. */
  @FunctionalInterface
  public interface OpportunityListener {
    /**
     * @param taken opportunities taken
     * @param last the last one taken, 0 for none
     */
    void customer(int taken, int last);
  }
}
