package perennial.trainer;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import perennial.model.CustomerHistory;
import perennial.model.SpendOrders;
import perennial.trainer.transactions.Columns;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.HistoryRow;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LogFormat;
import perennial.trainer.transactions.TransactionLog;
import perennial.trainer.transactions.Window;

/**
 * Prints the table of model/docs/spend.md: what customers spend per purchase in the holdout,
 * against what the spend models expected. Reads the folder of {@code PERENNIAL_DATA}.
 */
public final class SpendComparison {
  private SpendComparison() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(System.getenv("PERENNIAL_DATA"));
    LogFormat cdnow =
        new LogFormat(
            new Columns("sampleid", "date", new Columns.Amount("sales"), Optional.empty()),
            Optional.of("yyyyMMdd"),
            LogFormat.DEFAULT.zone());
    compare("CDNOW", folder.resolve("cdnow_elog.csv"), cdnow, LocalDate.of(1997, 9, 30), 273);
    LogFormat uci =
        new LogFormat(
            new Columns(
                "CustomerID",
                "InvoiceDate",
                new Columns.QuantityTimesPrice("Quantity", "UnitPrice"),
                Optional.of("InvoiceNo")),
            Optional.empty(),
            LogFormat.DEFAULT.zone());
    compare(
        "UCI", folder.resolve("uci_online_retail_lines.csv.gz"), uci, LocalDate.of(2011, 9, 9), 91);
  }

  private static void compare(
      String name, Path file, LogFormat format, LocalDate end, int holdoutDays) {
    try (TransactionLog log =
        TransactionLog.read(
            InputFiles.find(file.toString()), format, "2GB", (step, done, total) -> {})) {
      Window window = new Window(end, holdoutDays);
      Histories histories = log.histories(window);
      Map<String, HistoryRow> later = new HashMap<>();
      log.visit(window.extended(), later::put);
      for (SpendOrders orders : SpendOrders.values()) {
        for (SpendChoice choice : List.of(SpendChoice.INDEPENDENT, SpendChoice.FREQUENCY)) {
          TrainingSettings settings =
              new TrainingSettings(
                  file.toString(),
                  format,
                  "2GB",
                  Family.MBG_NBD,
                  TrainingSettings.of("").timeUnit(),
                  orders,
                  TrainingSettings.of("").terms(),
                  Optional.empty(),
                  0,
                  false,
                  0,
                  CovariateSettings.NONE,
                  choice,
                  Optional.empty());
          Errors all = new Errors();
          Errors once = new Errors();
          SpendFits fits = SpendFits.of(settings, histories);
          log.visit(
              window,
              (customer, row) -> {
                HistoryRow after = Objects.requireNonNull(later.get(customer));
                double spent = after.spend(SpendOrders.ALL) - row.spend(SpendOrders.ALL);
                if (row.holdoutPurchases() > 0 && spent > 0) {
                  CustomerHistory history = row.history(orders);
                  double expected = fits.model().expectedSpend(history, orders);
                  Errors which = row.repeatPurchases() == 0 ? once : all;
                  all.add(expected, spent, row.holdoutPurchases());
                  if (which == once) {
                    once.add(expected, spent, row.holdoutPurchases());
                  }
                }
              });
          System.out.printf(
              Locale.ROOT,
              "%s | %s | %s | LL %.3f | %s | %s%n",
              name,
              orders.label(),
              choice.label(),
              fits.report()
                  .dependence()
                  .map(d -> d.logLikelihood())
                  .orElse(fits.report().logLikelihood()),
              all,
              once);
        }
      }
      System.out.println(name + " " + SpendFits.of(settings(file, format), histories).report());
    }
  }

  private static TrainingSettings settings(Path file, LogFormat format) {
    return TrainingSettings.of(file.toString()).withFormat(format);
  }

  /** Of the spend per purchase, each customer once; the bias is of all money together. */
  private static final class Errors {
    private int customers;
    private double absolute;
    private double logs;
    private double predicted;
    private double actual;

    void add(double expected, double spent, int purchases) {
      customers++;
      absolute += Math.abs(expected - spent / purchases);
      double ratio = Math.log(expected / (spent / purchases));
      logs += ratio * ratio;
      predicted += expected * purchases;
      actual += spent;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d | MAE %.2f | RMS log %.4f | money %+.1f %%",
          customers,
          absolute / customers,
          Math.sqrt(logs / customers),
          100 * (predicted / actual - 1));
    }
  }
}
