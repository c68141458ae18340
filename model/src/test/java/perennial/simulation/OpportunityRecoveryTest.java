package perennial.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import perennial.fitting.BdwFitter;
import perennial.fitting.BgBbFitter;
import perennial.fitting.FitResult;
import perennial.fitting.PurchaseData;
import perennial.fitting.SbgFitter;
import perennial.model.Bdw;
import perennial.model.BgBb;
import perennial.model.ContractModel;
import perennial.model.PurchaseModel;
import perennial.model.Sbg;
import perennial.model.TimeUnit;

/** Fits to simulated customers of discrete opportunities find the parameters simulated. */
class OpportunityRecoveryTest {
  private static final TimeUnit MONTH = new TimeUnit(30);

  @Test
  void bgBb_hundredThousandCustomers_isFoundWithinThreeErrors() {
    BgBb truth = new BgBb(1.2, 2.5, .7, 3);
    int customers = 100_000;
    int periods = 24;
    int[] x = new int[customers];
    double[] recency = new double[customers];
    double[] age = new double[customers];
    int[] at = {0};
    double[] sum = {0};
    OpportunitySimulator.run(
        truth,
        customers,
        periods,
        11,
        (taken, last) -> {
          x[at[0]] = taken;
          recency[at[0]] = 30.0 * last;
          age[at[0]++] = 30.0 * periods;
          sum[0] += taken;
        });
    assertEquals(truth.expectedPurchases(periods), sum[0] / customers, .05);
    assertFound(truth, new BgBbFitter().fit(PurchaseData.ofCustomers(MONTH, x, recency, age)));
  }

  @Test
  void contracts_cohortOfAMillion_areFoundWithinThreeErrors() {
    Sbg sbg = new Sbg(.7, 1.2);
    assertFound(sbg, new SbgFitter().fit(cohort(sbg)));
    Bdw rising = new Bdw(.6, 3, 1.4);
    assertFound(rising, new BdwFitter().fit(cohort(rising)));
    Bdw falling = new Bdw(1.5, 2, .6);
    assertFound(falling, new BdwFitter().fit(cohort(falling)));
  }

  @Test
  void survivors_sameSeed_areTheSameAndFollowTheCurve() {
    Bdw model = new Bdw(.6, 3, 1.4);
    int[] survivors = OpportunitySimulator.survivors(model, 200_000, 12, 3);
    assertArrayEquals(survivors, OpportunitySimulator.survivors(model, 200_000, 12, 3));
    for (int t = 0; t <= 12; t++) {
      double share = survivors[t] / 200_000.0;
      double error = Math.sqrt(share * (1 - share) / 200_000);
      assertEquals(model.survival(t), share, 4 * error + 1e-15);
    }
  }

  private static PurchaseData cohort(ContractModel model) {
    int[] survivors = OpportunitySimulator.survivors(model, 1_000_000, 18, 5);
    int n = survivors.length;
    int[] x = new int[n];
    double[] recency = new double[n];
    double[] age = new double[n];
    double[] weight = new double[n];
    Arrays.fill(age, 30.0 * (n - 1));
    for (int j = 0; j < n; j++) {
      x[j] = j;
      recency[j] = 30.0 * j;
      weight[j] = survivors[j] - (j + 1 < n ? survivors[j + 1] : 0);
    }
    return PurchaseData.ofDays(MONTH, x, recency, age, weight);
  }

  private static void assertFound(PurchaseModel truth, FitResult<? extends PurchaseModel> fit) {
    assertTrue(fit.converged(), () -> fit.warnings().toString());
    double[] errors = fit.covariance().standardErrors();
    for (int i = 0; i < errors.length; i++) {
      assertEquals(
          truth.parameters()[i], fit.parameters().get(i), 3 * errors[i], truth + " " + fit);
      assertTrue(errors[i] < .2 * truth.parameters()[i], fit::toString);
    }
  }
}
