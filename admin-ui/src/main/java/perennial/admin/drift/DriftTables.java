package perennial.admin.drift;

import java.util.Map;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.MixCell;
import perennial.registry.monitoring.MeasurePoint;

/** The tables of a window and of a feature's past, as pages sort them and files have them. */
final class DriftTables {
  /** Those that may alert and those that do not, each on its own. */
  static final Table<DriftMeasure> MEASURES =
      Table.<DriftMeasure>of(
              "feature",
              "features",
              Column.text("feature", "Feature", DriftMeasure::feature),
              Column.hidden("role", DriftMeasure::role),
              Column.hidden("dimension", m -> m.segment().dimension()),
              Column.hidden("value", m -> m.segment().value()),
              Column.text("verdict", "Verdict", DriftMeasure::verdict),
              Column.number(
                  "effect_on_clv", "Effect on predicted value", m -> Column.of(m.effectOnClv())),
              Column.number("psi", "PSI over chance", m -> Column.of(m.psi())),
              Column.number("adjusted_p", "p, corrected", DriftMeasure::adjustedP),
              Column.number("customers", "Customers", DriftMeasure::customers),
              Column.hidden("reference_customers", DriftMeasure::referenceCustomers),
              Column.hidden("test", DriftMeasure::test),
              Column.hidden("statistic", DriftMeasure::statistic),
              Column.hidden("p", DriftMeasure::pValue),
              Column.hidden("psi_null_mean", m -> Column.of(m.psiNullMean())),
              Column.hidden("psi_null_95", m -> Column.of(m.psiNull95())),
              Column.hidden("distance", m -> Column.of(m.distance())),
              Column.hidden("missing_share", DriftMeasure::missingShare),
              Column.hidden("reference_missing_share", DriftMeasure::referenceMissingShare),
              Column.hidden("reference_mean", m -> Column.of(m.referenceMean())),
              Column.hidden("mean", m -> Column.of(m.mean())))
          .pagesOf(30);

  static final Table<MixCell> MIX =
      Table.of(
          "cell",
          "cells",
          Column.text("stage", "Stage", MixCell::stage),
          Column.text("status", "Status", MixCell::status),
          Column.number("customers", "Customers", MixCell::customers),
          Column.number("reference_share", "Reference share", MixCell::referenceShare));

  static final Table<Map.Entry<String, Long>> QUALITY =
      Table.of(
          "kind",
          "kinds",
          Column.text("kind", "Kind", Map.Entry::getKey),
          Column.number("count", "Events or requests", Map.Entry::getValue));

  static final Table<MeasurePoint> PAST =
      Table.of(
          "window",
          "windows",
          Column.text("start", "Window from", MeasurePoint::start),
          Column.text("version", "Version", MeasurePoint::version),
          Column.text("verdict", "Verdict", MeasurePoint::verdict),
          Column.number("customers", "Customers", MeasurePoint::customers),
          Column.number("statistic", "Statistic", MeasurePoint::statistic),
          Column.number("psi", "PSI", p -> Column.of(p.psi())),
          Column.number("psi_null_95", "PSI by chance, 95 %", p -> Column.of(p.psiNull95())),
          Column.number("mean", "Mean", p -> Column.of(p.mean())),
          Column.number(
              "effect_on_clv", "Effect on predicted value", p -> Column.of(p.effectOnClv())));

  private DriftTables() {}
}
