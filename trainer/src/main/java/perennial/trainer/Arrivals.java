package perennial.trainer;

import java.util.HashSet;
import java.util.Set;
import perennial.evaluation.charts.CohortExpectation;
import perennial.math.Ranking;
import perennial.model.BtydModel;
import perennial.model.PurchaseModel;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.HistoryTraits;

/** When the customers arrived, with the process of each as far as facts about them say. */
final class Arrivals {
  /** Processes that are told apart; each needs an expectation a day. */
  private static final int MOST_PROCESSES = 200;

  /** Customers whose processes are looked at when there are more processes than that. */
  private static final int LOOKED_AT = 20_000;

  /** Time over which processes are compared, in units: long enough for both of their parts. */
  private static final double FAR = 52;

  private Arrivals() {}

  /**
   * Adds all customers.
   *
   * @param age of each in days
   * @param oldest the largest of these
   */
  static void addTo(
      CohortExpectation cohort, BtydModel model, Histories histories, double[] age, int oldest) {
    if (histories.traits().isEmpty()) {
      double[] byDay = new double[oldest + 1];
      for (double a : age) {
        byDay[oldest - (int) a]++;
      }
      for (int day = 0; day <= oldest; day++) {
        cohort.add(model.purchases(), day, byDay[day]);
      }
    } else if (few(model, histories.traits().get(), age.length)) {
      for (int i = 0; i < age.length; i++) {
        PurchaseModel process = model.purchasesOf(histories.traits().get().of(i));
        cohort.add(process, oldest - (int) age[i], 1);
      }
    } else {
      addTypical(cohort, model, histories.traits().get(), age, oldest);
    }
  }

  private static boolean few(BtydModel model, HistoryTraits traits, int customers) {
    Set<PurchaseModel> processes = new HashSet<>();
    for (int i = 0; i < customers && processes.size() <= MOST_PROCESSES; i++) {
      processes.add(model.purchasesOf(traits.of(i)));
    }
    return processes.size() <= MOST_PROCESSES;
  }

  /** Customers in the order of their expected purchases share the process in their middle. */
  private static void addTypical(
      CohortExpectation cohort, BtydModel model, HistoryTraits traits, double[] age, int oldest) {
    int every = Math.ceilDiv(age.length, LOOKED_AT);
    int n = Math.ceilDiv(age.length, every);
    PurchaseModel[] processes = new PurchaseModel[n];
    double[] expected = new double[n];
    for (int i = 0; i < n; i++) {
      processes[i] = model.purchasesOf(traits.of(i * every));
      expected[i] = processes[i].expectedPurchases(FAR);
    }
    int[] order = Ranking.ascending(expected);
    for (int part = 0; part < MOST_PROCESSES; part++) {
      int from = (int) ((long) part * n / MOST_PROCESSES);
      int to = (int) ((part + 1L) * n / MOST_PROCESSES);
      PurchaseModel typical = processes[order[(from + to) / 2]];
      for (int rank = from; rank < to; rank++) {
        int day = oldest - (int) age[order[rank] * every];
        cohort.add(typical, day, (double) age.length / n);
      }
    }
  }
}
