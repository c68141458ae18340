package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.evaluation.FitReport;
import perennial.evaluation.KChoice;
import perennial.evaluation.RetentionCurve;
import perennial.evaluation.TrainingReport;
import perennial.model.TimeUnit;

class ReportJsonTest {
  @Test
  void read_written_givesTheSame() {
    TrainingReport report = Samples.report();
    assertEquals(report, ReportJson.read(ReportJson.write(report)));
    TrainingReport refitted =
        new TrainingReport(
            report.family(),
            report.timeUnit(),
            report.spendOrders(),
            report.terms(),
            report.data(),
            report.calibration(),
            Optional.empty(),
            Optional.of(report.calibration()));
    assertEquals(refitted, ReportJson.read(ReportJson.write(refitted)));
  }

  @Test
  void read_reportWithoutExcludedNotPositive_countsNone() {
    TrainingReport report = Samples.report();
    String json = ReportJson.write(report);
    String older = json.replace(",\"excludedNotPositive\":0", "");

    assertTrue(older.length() < json.length());
    assertEquals(report, ReportJson.read(older));
  }

  @Test
  void read_reportFromBeforeCovariates_hasNone() {
    TrainingReport report = Samples.report();
    String json = ReportJson.write(report);
    String older =
        json.replace(",\"covariates\":null,\"pooling\":null", "")
            .replace(",\"correlation\":null,\"dependence\":null", "");
    assertFalse(older.contains("pooling") || older.contains("dependence"), older);
    assertEquals(report, ReportJson.read(older));
  }

  @Test
  void read_reportFromBeforeContracts_hasNoRetention() {
    TrainingReport report = Samples.report();
    String json = ReportJson.write(report);
    String older = json.replace(",\"retention\":null", "");

    assertTrue(older.length() < json.length());
    assertEquals(report, ReportJson.read(older));
  }

  @Test
  void read_writtenCovariatesGroupsAndSpend_givesTheSame() {
    TrainingReport report = EffectReports.in(Samples.report());
    assertTrue(report.calibration().covariates().isPresent());
    assertEquals(report, ReportJson.read(ReportJson.write(report)));
  }

  @Test
  void read_reportFromBeforeK_saysNothingOfIt() {
    TrainingReport report = Samples.report();
    String json = ReportJson.write(report);
    String older = json.replace(",\"kChoice\":null", "");

    assertTrue(older.length() < json.length());
    assertEquals(report, ReportJson.read(older));
  }

  @ParameterizedTest
  @EnumSource(KChoice.class)
  void read_writtenKChoice_givesTheSame(KChoice choice) {
    String json = ReportJson.write(Samples.report());
    String with = json.replace("\"kChoice\":null", "\"kChoice\":\"" + choice + '"');
    TrainingReport report = ReportJson.read(with);
    assertEquals(Optional.of(choice), report.calibration().kChoice());
    assertEquals(with, ReportJson.write(report));
  }

  @Test
  void read_writtenContract_givesTheSame() {
    TrainingReport report = Samples.report();
    RetentionCurve curve =
        new RetentionCurve(
            "2024",
            1000,
            List.of(
                new RetentionCurve.Period(1, Optional.of(.631), .63, .63),
                new RetentionCurve.Period(2, Optional.empty(), .47, .75)));
    TrainingReport contract =
        new TrainingReport(
            "sbg",
            new TimeUnit(365),
            report.spendOrders(),
            report.terms(),
            report.data(),
            report.calibration(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(curve));
    assertEquals(contract, ReportJson.read(ReportJson.write(contract)));
  }

  @Test
  void write_readsWell() {
    String json = ReportJson.write(Samples.report());
    for (String part :
        List.of(
            "\"timeUnit\":\"week\"",
            "\"spendOrders\":\"repeat\"",
            "\"observationEnd\":\"1997-09-30\"",
            "\"parameters\":{\"r\":0.525,\"alpha\":6.183,\"a\":0.891,\"b\":1.614}",
            "\"rowsDropped\":{\"no customer\":3}",
            "\"refit\":null")) {
      assertTrue(json.contains(part), () -> part + " in " + json);
    }
  }

  @Test
  void write_numberNotFinite_namesTheField() {
    TrainingReport report = Samples.report();
    FitReport fit = report.calibration();
    FitReport bad =
        new FitReport(
            fit.observationEnd(),
            fit.customers(),
            fit.parameters(),
            fit.standardErrors(),
            Double.NaN,
            fit.aic(),
            fit.bic(),
            fit.converged(),
            fit.gradientNorm(),
            fit.warnings(),
            fit.spend());
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                ReportJson.write(
                    new TrainingReport(
                        report.family(),
                        report.timeUnit(),
                        report.spendOrders(),
                        report.terms(),
                        report.data(),
                        bad,
                        report.holdout(),
                        report.refit())));
    assertTrue(refusal.toString().contains("logLikelihood"), refusal::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "{\"timeUnit\":\"fortnight\"}", "NaN"})
  void read_noReport_isRefused(String json) {
    assertThrows(IllegalArgumentException.class, () -> ReportJson.read(json));
  }
}
