package perennial.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import perennial.model.BtydModel;
import perennial.model.GroupEffects;
import perennial.model.Nbd;

/** Estimates of cohorts whose truth is known. */
class SimulatedCohortsTest {
  @Test
  void of_simulatedCohortsOfDifferentRates_recoversThem() {
    BtydModel model = CohortEstimatesTest.model(new Nbd(1, 20), GroupEffects.NONE);
    RandomGenerator random = new SplittableRandom(11);
    double[] rates = {0.5, 1, 2};
    List<CohortCell> cells = new ArrayList<>();
    for (int c = 0; c < rates.length; c++) {
      for (int week = 5; week <= 40; week++) {
        cells.add(simulated(new Cohort("c" + c, "DE", ""), 60, week, rates[c], random));
      }
    }
    CohortEstimates estimates = CohortEstimates.of(model, cells, Shrinkage.DEFAULT, true);
    for (int c = 0; c < rates.length; c++) {
      double found = estimates.find(new Cohort("c" + c, "DE", "")).multiplier();
      assertEquals(rates[c], found, 0.1 * rates[c]);
    }
  }

  @Test
  void of_simulatedSmallCohorts_areCloserToTheTruthThanTheirOwnQuotients() {
    BtydModel model = CohortEstimatesTest.model(new Nbd(1, 20), GroupEffects.NONE);
    SplittableRandom random = new SplittableRandom(12);
    double[] rates = random.doubles(300, 0.6, 1.4).toArray();
    List<CohortCell> cells = new ArrayList<>();
    for (int c = 0; c < rates.length; c++) {
      cells.add(simulated(new Cohort("c" + c, "", ""), 12, 20, rates[c], random));
    }
    CohortEstimates estimates = CohortEstimates.of(model, cells, Shrinkage.DEFAULT, true);
    double shrunk = 0;
    double own = 0;
    for (int c = 0; c < rates.length; c++) {
      double expected = 12 * model.purchases().expectedPurchases(20);
      double error = estimates.find(cells.get(c).cohort()).multiplier() - rates[c];
      shrunk += error * error;
      double raw = cells.get(c).repeatPurchases() / expected - rates[c];
      own += raw * raw;
    }
    assertTrue(shrunk < 0.5 * own, "squared errors " + shrunk + " of " + own);
  }

  /** Buyers of a gamma-Poisson process of shape 1 and mean rate 1/20 a week, times a factor. */
  private static CohortCell simulated(
      Cohort cohort, int buyers, int weeks, double factor, RandomGenerator random) {
    long purchases = 0;
    for (int i = 0; i < buyers; i++) {
      double rate = factor * random.nextExponential() / 20;
      double time = random.nextExponential() / rate;
      while (time <= weeks) {
        purchases++;
        time += random.nextExponential() / rate;
      }
    }
    return new CohortCell(cohort, 7.0 * weeks, buyers, 0, purchases, 0, 20.0 * purchases);
  }
}
