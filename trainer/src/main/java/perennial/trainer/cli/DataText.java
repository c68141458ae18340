package perennial.trainer.cli;

import java.util.Locale;
import perennial.evaluation.DataReport;

/** What became of a log's lines, for people. */
final class DataText {
  private DataText() {}

  /** Lines that begin with the indent. */
  static String of(DataReport data, String indent) {
    Table table = Table.of("lrl");
    table.row("lines", number(data.lines()), data.source());
    table.row(
        "transactions",
        number(data.transactions()),
        "%s to %s, days in %s".formatted(data.firstDay(), data.lastDay(), data.timeZone()));
    table.row("customers", number(data.customers()), "");
    table.row("repeat purchases", number(data.repeatPurchases()), "purchase days after the first");
    data.rowsDropped().forEach((why, count) -> table.row("dropped", number(count), why));
    refunds(table, data.refunds());
    return table.text(indent)
        + indent
        + "Purchases before %s are unknown: histories begin with the log.\n"
            .formatted(data.firstDay());
  }

  private static void refunds(Table table, DataReport.Refunds refunds) {
    if (refunds.lines() > 0) {
      table.row(
          "refund lines",
          number(refunds.lines()),
          "%s netted, %s with no purchase before them (they change nothing)"
              .formatted(number(refunds.matched()), number(refunds.unmatched())));
    }
    if (refunds.customersOnlyRefunds() > 0) {
      table.row("only refunds", number(refunds.customersOnlyRefunds()), "customers, left out");
    }
    if (refunds.customersNotPositive() > 0) {
      table.row(
          "net value <= 0",
          number(refunds.customersNotPositive()),
          "customers, %s of them with refunds only; the others stay in the purchase model"
              .formatted(number(refunds.customersOnlyRefunds())));
    }
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
