package perennial.admin.accuracy;

import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.monitoring.MaturedAccuracy;

/** The table of accuracies by horizon and segment. */
final class AccuracyTable {
  static final Table<MaturedAccuracy> TABLE =
      Table.of(
          "segment",
          "segments",
          Column.text("dimension", "Segment", a -> a.segment().dimension()),
          Column.hidden("value", a -> a.segment().value()),
          Column.hidden("weeks", MaturedAccuracy::weeks),
          Column.text("verdict", "Verdict", MaturedAccuracy::verdict),
          Column.number("mae", "Mean absolute error", MaturedAccuracy::mae),
          Column.hidden("mae_low", MaturedAccuracy::maeLow),
          Column.hidden("mae_high", MaturedAccuracy::maeHigh),
          Column.number("holdout_mae", "Holdout", a -> Column.of(a.holdoutMae())),
          Column.number("bias", "Bias", MaturedAccuracy::bias),
          Column.hidden("bias_low", MaturedAccuracy::biasLow),
          Column.hidden("bias_high", MaturedAccuracy::biasHigh),
          Column.number("mean_predicted", "Predicted", MaturedAccuracy::meanPredicted),
          Column.hidden("mean_actual", MaturedAccuracy::meanActual),
          Column.number("value_predicted", "Value a customer", MaturedAccuracy::valuePredicted),
          Column.hidden("value_actual", MaturedAccuracy::valueActual),
          Column.number("customers", "Customers", MaturedAccuracy::customers));

  private AccuracyTable() {}
}
