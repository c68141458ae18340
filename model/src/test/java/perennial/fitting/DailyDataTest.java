package perennial.fitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.model.BgNbd;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.PurchaseModel;
import perennial.model.TimeUnit;
import perennial.simulation.CustomerSimulator;
import perennial.simulation.SimulationSettings;

/**
 * Fits to customers in days: on such data CLVTools 0.12.1 ends its BG/NBD at an impossible optimum
 * and lifetimes 0.11.3 raises a ConvergenceError. docs/daily-data.md has the figures.
 */
class DailyDataTest {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final long SEED = 20_240_601;

  /** Customers of one simulation, a year of arrivals. */
  private record Days(int[] x, double[] recency, double[] age) {
    static Days simulate(PurchaseModel truth, int customers, int days) {
      Days all = new Days(new int[customers], new double[customers], new double[customers]);
      int[] first = new int[customers];
      Arrays.fill(first, -1);
      new CustomerSimulator(
              new SimulationSettings(
                  SEED,
                  customers,
                  START,
                  Math.min(365, days),
                  days,
                  truth,
                  new GammaGamma(6.25, 3.74, 15.44),
                  TimeUnit.DAY))
          .run((customer, day, cents) ->
              all.add(customer - 1, (int) ChronoUnit.DAYS.between(START, day), days, first));
      return all;
    }

    private void add(int i, int day, int days, int[] first) {
      if (first[i] < 0) {
        first[i] = day;
        age[i] = days - 1 - day;
      } else if (day - first[i] > recency[i]) { // several purchases of a day are one
        x[i]++;
        recency[i] = day - first[i];
      }
    }

    PurchaseData data() {
      return PurchaseData.ofCustomers(TimeUnit.DAY, x, recency, age);
    }
  }

  @Test
  void fit_tenThousandCustomersInDays_convergesWithoutWarning() {
    requireClean(Days.simulate(new BgNbd(.55, 25, .8, 2.5), 10_000, 731).data());
    requireClean(Days.simulate(new MbgNbd(.55, 25, .8, 2.5), 10_000, 731).data());
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 300_000, 1_000_000})
  @Tag("thorough")
  void fit_manyCustomersInDays_convergesWithoutWarning(int customers) {
    requireClean(Days.simulate(new BgNbd(.55, 25, .8, 2.5), customers, 731).data());
    requireClean(Days.simulate(new MbgNbd(.55, 25, .8, 2.5), customers, 731).data());
  }

  /** Some buy nearly every day: x up to 500 over 501 days. */
  @Test
  @Tag("thorough")
  void fit_dailyBuyers_convergesWithoutWarning() {
    Days days = Days.simulate(new BgNbd(.6, 2, .25, 12), 289_000, 501);
    int most = Arrays.stream(days.x()).max().orElse(0);
    assertTrue(most >= 450, "x to " + most);
    requireClean(days.data());
  }

  private static void requireClean(PurchaseData data) {
    for (ModelFitter<PurchaseData, ? extends PurchaseModel> fitter :
        List.of(new BgNbdFitter(), new MbgNbdFitter(), new ParetoNbdFitter())) {
      FitResult<? extends PurchaseModel> fit = fitter.fit(data);
      if (data.customers() > 10_000) { // the table of docs/daily-data.md
        System.out.printf(
            Locale.ROOT,
            "| %s | %,d | %,d | %s | %.3f | %.0e |%n",
            fit.model().family(),
            (long) data.customers(),
            data.rows(),
            fit.parameters().stream()
                .map(p -> String.format(Locale.ROOT, "%.4f", p))
                .collect(Collectors.joining(", ")),
            fit.logLikelihood(),
            fit.gradientNorm());
      }
      assertEquals(List.of(), fit.warnings());
      assertTrue(fit.converged());
      assertTrue(fit.covariance().dimension() == fit.parameters().size());
    }
  }
}
