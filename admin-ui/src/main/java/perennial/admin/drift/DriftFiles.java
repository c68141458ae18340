package perennial.admin.drift;

import java.util.List;
import perennial.admin.table.Lines;
import perennial.monitoring.DriftMeasure;
import perennial.registry.monitoring.MeasurePoint;
import perennial.registry.monitoring.WindowReport;

/** Measures as CSV. */
final class DriftFiles {
  private DriftFiles() {}

  static Lines measures(WindowReport r) {
    Lines csv =
        new Lines(
            "feature",
            "role",
            "dimension",
            "value",
            "customers",
            "reference_customers",
            "test",
            "statistic",
            "p",
            "adjusted_p",
            "psi",
            "psi_null_mean",
            "psi_null_95",
            "distance",
            "missing_share",
            "reference_missing_share",
            "reference_mean",
            "mean",
            "effect_on_clv",
            "verdict");
    for (DriftMeasure m : r.measures()) {
      csv.add(
          List.of(
              m.feature(),
              m.role(),
              m.segment().dimension(),
              m.segment().value(),
              m.customers(),
              m.referenceCustomers(),
              m.test(),
              m.statistic(),
              m.pValue(),
              m.adjustedP(),
              m.psi(),
              m.psiNullMean(),
              m.psiNull95(),
              m.distance(),
              m.missingShare(),
              m.referenceMissingShare(),
              m.referenceMean(),
              m.mean(),
              m.effectOnClv(),
              m.verdict()));
    }
    return csv;
  }

  static Lines history(List<MeasurePoint> points) {
    Lines csv =
        new Lines(
            "start",
            "version",
            "customers",
            "statistic",
            "psi",
            "psi_null_95",
            "mean",
            "effect_on_clv",
            "verdict");
    for (MeasurePoint p : points) {
      csv.add(
          List.of(
              p.start(),
              p.version(),
              p.customers(),
              p.statistic(),
              p.psi(),
              p.psiNull95(),
              p.mean(),
              p.effectOnClv(),
              p.verdict()));
    }
    return csv;
  }
}
