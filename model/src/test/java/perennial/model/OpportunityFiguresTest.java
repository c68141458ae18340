package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/**
 * Published figures: BG/BB on donations, Fader, Hardie and Shang (2010), as R BTYD 2.4.3 prints
 * them; sBG and BdW on two cohorts, Fader and Hardie (2007) and Fader, Hardie et al. (2018).
 */
public class OpportunityFiguresTest {
  private static final BgBb DONORS = new BgBb(1.203507, .7497667, .6567568, 2.783887);
  private static final BgBb AT_MAXIMUM = new BgBb(1.203522, .749716, .656718, 2.783442);
  private static final Sbg REGULAR = new Sbg(.70407732, 1.18204307);
  private static final Sbg HIGH_END = new Sbg(.66808839, 3.8060955);

  /** frequency, recency and donors of each cell, over 6 opportunities. */
  public static final int[][] DONATIONS = {
    {0, 0, 3464}, {1, 1, 1091}, {1, 2, 277}, {1, 3, 129}, {1, 4, 78}, {1, 5, 119}, {1, 6, 129},
    {2, 2, 613}, {2, 3, 255}, {2, 4, 155}, {2, 5, 173}, {2, 6, 234}, {3, 3, 322}, {3, 4, 181},
    {3, 5, 225}, {3, 6, 357}, {4, 4, 240}, {4, 5, 284}, {4, 6, 512}, {5, 5, 335}, {5, 6, 728},
    {6, 6, 1203}
  };

  @Test
  void donations_atTheMaximum_haveTheLogLikelihood() {
    double sum = 0;
    for (int[] cell : DONATIONS) {
      sum += cell[2] * AT_MAXIMUM.logLikelihood(cell[0], cell[1], 6);
    }
    assertEquals(-33225.58127, sum, 1e-4);
  }

  @Test
  void donations_expectedPurchases_areThePrintedOnes() {
    // mpmath, the paper's eq. (6) and its closed form; print has 3.179805, from other digits
    assertEquals(3.17982788435239, DONORS.expectedPurchases(10), 1e-13);
    assertEquals(.0728727, DONORS.expectedPurchases(0, 0, 6, 5), 5e-8);
    assertEquals(1.0576, DONORS.expectedPurchases(2, 4, 6, 5), 5e-5);
    assertEquals(3.7525107, DONORS.expectedPurchases(6, 6, 6, 5), 5e-8);
    double total = 0;
    for (int[] cell : DONATIONS) {
      total += cell[2] * AT_MAXIMUM.expectedPurchases(cell[0], cell[1], 6, 5);
    }
    assertEquals(12_884.2, total, .05);
  }

  @Test
  void donations_aliveAtTheNextOpportunity_isThePrintedOne() {
    assertEquals(.10814917, DONORS.probabilityAlive(0, 0, 6), 5e-9);
    assertEquals(.58966158, DONORS.probabilityAlive(2, 4, 6), 5e-9);
    assertEquals(.93043305, DONORS.probabilityAlive(6, 6, 6), 5e-9);
  }

  @Test
  void donations_forEver_isThePrintedOne() {
    double forEver = DONORS.discountedPurchases(6, 6, 6, Double.POSITIVE_INFINITY, Math.log1p(.1));
    assertEquals(5.909805, forEver, 5e-7);
  }

  @Test
  void renewals_survival_isThePrintedOne() {
    double[] regular = {.220085, .204411, .191190, .179865, .170037};
    double[] highEnd = {.460440, .435780, .414172, .395055, .377999};
    for (int i = 0; i < 5; i++) {
      assertEquals(regular[i], REGULAR.survival(8 + i), 5e-7);
      assertEquals(highEnd[i], HIGH_END.survival(8 + i), 5e-7);
    }
  }
}
