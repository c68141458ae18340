package perennial.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import perennial.fitting.CdnowSample;
import perennial.fitting.FitResult;
import perennial.fitting.MbgNbdFitter;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CustomerHistory;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.PurchaseModel;
import perennial.model.SpendModel;
import perennial.model.TimeUnit;
import perennial.simulation.CustomerSimulator;
import perennial.simulation.SimulationSettings;
import perennial.uncertainty.IntervalModels;
import perennial.uncertainty.PredictionIntervals;

/** Calibration under the truth, under a wrong model, and on CDNOW's holdout. */
class CalibrationTest {
  private static final int OBSERVED = 300;
  private static final int HOLDOUT = 270;
  private static final LocalDate START = LocalDate.of(2024, 1, 1);

  private record Held(CustomerHistory history, int purchases, double value) {}

  private static List<Held> simulated(int customers) {
    BtydModel truth = IntervalModels.cdnow(0);
    SimulationSettings settings =
        new SimulationSettings(
            4,
            customers,
            START,
            90,
            OBSERVED + HOLDOUT,
            truth.purchases(),
            (GammaGamma) truth.spend(),
            TimeUnit.WEEK);
    List<List<double[]>> purchases = new ArrayList<>();
    IntStream.range(0, customers).forEach(_ -> purchases.add(new ArrayList<>()));
    new CustomerSimulator(settings)
        .run((customer, day, cents) ->
            purchases
                .get(customer - 1)
                .add(new double[] {ChronoUnit.DAYS.between(START, day), cents / 100.0}));
    return purchases.stream().map(CalibrationTest::held).toList();
  }

  /** Purchases of one day are one. */
  private static Held held(List<double[]> purchases) {
    double first = purchases.getFirst()[0];
    double last = first;
    double spend = 0;
    int x = 0;
    int later = 0;
    double value = 0;
    double before = first;
    for (double[] purchase : purchases.subList(1, purchases.size())) {
      boolean newDay = purchase[0] > before;
      before = purchase[0];
      if (purchase[0] >= OBSERVED) {
        later += newDay ? 1 : 0;
        value += purchase[1];
      } else {
        x += newDay ? 1 : 0;
        last = purchase[0];
        spend += purchase[0] > first ? purchase[1] : 0;
      }
    }
    double age = OBSERVED - 1 - first;
    return new Held(
        new CustomerHistory(x, x == 0 ? 0 : last - first, age, x == 0 ? 0 : spend / x),
        later,
        value);
  }

  private static CalibrationReport purchases(BtydModel model, List<Held> customers) {
    PredictionIntervals intervals = PredictionIntervals.of(model);
    Calibration calibration = new Calibration(1);
    for (Held held : customers) {
      calibration.add(
          CalibrationOutcomes.purchases(
              intervals.predictive(held.history(), HOLDOUT), held.purchases()));
    }
    return calibration.report();
  }

  private static CalibrationReport values(BtydModel model, List<Held> customers) {
    PredictionIntervals intervals = PredictionIntervals.of(model);
    Calibration calibration = new Calibration(1);
    for (Held held : customers) {
      calibration.add(
          CalibrationOutcomes.value(intervals.predictive(held.history(), HOLDOUT), held.value()));
    }
    return calibration.report();
  }

  @Test
  void calibration_truth_isUniformAndCoversWhatItImplies() {
    List<Held> customers = simulated(4_000);
    BtydModel truth = IntervalModels.cdnow(Double.NaN);
    for (CalibrationReport report :
        List.of(purchases(truth, customers), values(truth, customers))) {
      assertTrue(report.distance() < report.band(), report.toString());
      for (CalibrationReport.Coverage coverage : report.coverage()) {
        double error = 4 * Math.sqrt(.25 / customers.size());
        assertEquals(coverage.implied(), coverage.actual(), error, coverage.toString());
        assertTrue(coverage.implied() >= coverage.level() - 1e-6, coverage.toString());
      }
    }
  }

  @Test
  void calibration_wrongModel_isFoundOut() {
    List<Held> customers = simulated(4_000);
    BtydModel truth = IntervalModels.cdnow(Double.NaN);
    BtydModel loyal = with(truth, new MbgNbd(.52, 6.18, .05, 5), truth.spend());
    assertTrue(purchases(loyal, customers).distance() > 1.5 * purchases(loyal, customers).band());
    GammaGamma base = (GammaGamma) truth.spend();
    BtydModel dearer =
        with(truth, truth.purchases(), new GammaGamma(base.p(), 12, base.gamma() * 6));
    CalibrationReport report = values(dearer, customers);
    assertTrue(report.distance() > 1.5 * report.band(), report.toString());
  }

  private static BtydModel with(BtydModel model, PurchaseModel purchases, SpendModel spend) {
    return new BtydModel(
        purchases,
        Covariance.UNKNOWN,
        spend,
        Covariance.UNKNOWN,
        model.spendOrders(),
        model.timeUnit(),
        model.terms(),
        model.observationEnd());
  }

  @Test
  void report_nobody_isRefused() {
    assertThrows(IllegalStateException.class, new Calibration(0)::report);
  }

  /** btyd.md section 4: implied 84.3/94.7/98.5 %, the real holdout 81.3/92.8/97.2 %. */
  @Test
  @EnabledIfEnvironmentVariable(named = "PERENNIAL_DATA", matches = ".+")
  void calibration_cdnowMbg_hasTheReferenceCoverage() throws Exception {
    CdnowSample data = CdnowSample.read();
    FitResult<MbgNbd> fit = new MbgNbdFitter().fit(data.purchases(TimeUnit.WEEK));
    BtydModel model = IntervalModels.cdnow(Double.NaN);
    PredictionIntervals intervals = PredictionIntervals.of(with(model, fit.model(), model.spend()));
    Calibration calibration = new Calibration(1);
    for (int i = 0; i < data.customers(); i++) {
      CustomerHistory history =
          new CustomerHistory(data.x()[i], data.recencyDays()[i], data.ageDays()[i], 30);
      calibration.add(
          CalibrationOutcomes.purchases(intervals.predictive(history, 273), data.held()[i]));
    }
    List<CalibrationReport.Coverage> coverage = calibration.report().coverage();
    double[] implied = {.843, .947, .985};
    double[] actual = {.813, .928, .972};
    for (int i = 0; i < 3; i++) {
      assertEquals(implied[i], coverage.get(i).implied(), .0015);
      assertEquals(actual[i], coverage.get(i).actual(), .0015);
    }
  }
}
