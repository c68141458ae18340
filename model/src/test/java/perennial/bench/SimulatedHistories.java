package perennial.bench;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import perennial.model.GammaGamma;
import perennial.model.PurchaseModel;
import perennial.model.TimeUnit;
import perennial.simulation.CustomerSimulator;
import perennial.simulation.SimulationSettings;

/** Simulated customers' histories, one entry a customer: a year of arrivals, 18 months of log. */
record SimulatedHistories(int[] x, double[] recencyDays, double[] ageDays) {
  private static final int ACQUISITION_DAYS = 365;
  private static final int OBSERVED_DAYS = 546;
  private static final LocalDate START = LocalDate.of(2024, 1, 1);

  static SimulatedHistories of(PurchaseModel model, int customers) {
    SimulatedHistories histories =
        new SimulatedHistories(new int[customers], new double[customers], new double[customers]);
    int[] first = new int[customers];
    new CustomerSimulator(
            new SimulationSettings(
                7,
                customers,
                START,
                ACQUISITION_DAYS,
                OBSERVED_DAYS,
                model,
                new GammaGamma(6.25, 3.74, 15.44),
                TimeUnit.WEEK))
        .run((customer, day, cents) ->
            histories.add(customer - 1, (int) ChronoUnit.DAYS.between(START, day), first));
    return histories;
  }

  /** {@code first} holds day + 1 of each customer's first purchase, 0 before it. */
  private void add(int i, int day, int[] first) {
    if (first[i] == 0) {
      first[i] = day + 1;
      ageDays[i] = OBSERVED_DAYS - 1 - day;
    } else if (day + 1 - first[i] > recencyDays[i]) { // several purchases of a day are one
      x[i]++;
      recencyDays[i] = day + 1 - first[i];
    }
  }
}
