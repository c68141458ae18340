package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

/**
 * False alarms on 200 windows of 20 features in which nothing has changed, with 1 to 10 requests a
 * customer. The nominal rate is that of Benjamini and Hochberg: at most 5 % of such windows have
 * any finding.
 */
class FalseAlarmTest {
  private static final int WINDOWS = 200;

  @Test
  void windows_withoutDriftCountedPerCustomer_haveNoMoreFindingsThanNominal() {
    NoDriftWindows windows = new NoDriftWindows(4000, 400);
    int withFinding = 0;
    int alerts = 0;
    int uncorrected = 0;
    for (int window = 0; window < WINDOWS; window++) {
      NoDriftWindows.Found found = windows.find(window, false);
      withFinding += found.significant() > 0 ? 1 : 0;
      uncorrected += found.uncorrected();
      alerts += found.alerts();
    }
    int bound = mostLikely(WINDOWS, 0.05);
    assertTrue(withFinding <= bound, withFinding + " windows of 200 have a finding, > " + bound);
    int single = mostLikely(WINDOWS * NoDriftWindows.FEATURES, 0.05);
    assertTrue(uncorrected <= single, uncorrected + " p-values of 4,000 up to 5 %, > " + single);
    // Discreteness may make tests conservative, but not mute.
    assertTrue(uncorrected >= 0.02 * WINDOWS * NoDriftWindows.FEATURES, uncorrected + " only");
    assertTrue(alerts <= withFinding, alerts + " alerts");
  }

  @Test
  void windows_withoutDriftCountedPerRequest_areFullOfFindings() {
    NoDriftWindows windows = new NoDriftWindows(4000, 400);
    int withFinding = 0;
    for (int window = 0; window < 20; window++) {
      withFinding += windows.find(window, true).significant() > 0 ? 1 : 0;
    }
    assertTrue(withFinding >= 15, withFinding + " of 20: the simulation shows no clustering");
  }

  /** What a binomial of this rate exceeds once in 1,000. */
  private static int mostLikely(int trials, double rate) {
    return new BinomialDistribution(trials, rate).inverseCumulativeProbability(0.999);
  }
}
