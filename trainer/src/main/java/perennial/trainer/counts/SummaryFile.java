package perennial.trainer.counts;

import java.nio.file.Path;
import java.util.List;
import perennial.fitting.PurchaseData;
import perennial.model.TimeUnit;
import perennial.trainer.transactions.CsvTable;

/** Customers by what they did at discrete opportunities: one line a kind of history. */
final class SummaryFile {
  /** More opportunities than this are no opportunities. */
  static final int MOST_PERIODS = 100_000;

  private static final int FREQUENCY = 0;
  private static final int RECENCY = 1;
  private static final int PERIODS = 2;
  private static final int WEIGHTS = 3;
  private static final List<String> COLUMNS = List.of("frequency", "recency", "periods", "weights");

  private SummaryFile() {}

  /**
   * @throws perennial.trainer.transactions.BadInput naming the first line, column and value that is
   *     wrong
   */
  static Counts read(Path file, TimeUnit unit) {
    List<CsvTable.Line> lines = CsvTable.read(file, COLUMNS).lines();
    int n = lines.size();
    int[] x = new int[n];
    double[] recency = new double[n];
    double[] age = new double[n];
    double[] weight = new double[n];
    double purchases = 0;
    int most = 0;
    for (int i = 0; i < n; i++) {
      CsvTable.Line line = lines.get(i);
      int periods = line.whole(PERIODS, MOST_PERIODS);
      int last = last(line, periods);
      x[i] = frequency(line, last);
      recency[i] = (double) last * unit.days();
      age[i] = (double) periods * unit.days();
      weight[i] = weight(line);
      purchases += weight[i] * x[i];
      most = Math.max(most, periods);
    }
    return new Counts("", PurchaseData.ofDays(unit, x, recency, age, weight), n, purchases, most);
  }

  private static int last(CsvTable.Line line, int periods) {
    int last = line.whole(RECENCY, MOST_PERIODS);
    if (last > periods) {
      throw line.bad(RECENCY, "must not be above periods, which is " + periods);
    }
    return last;
  }

  private static int frequency(CsvTable.Line line, int last) {
    int frequency = line.whole(FREQUENCY, MOST_PERIODS);
    if (frequency > last) {
      throw line.bad(FREQUENCY, "must not be above recency, which is " + last);
    }
    if (frequency == 0 && last > 0) {
      throw line.bad(FREQUENCY, "must be above 0 when recency is, which is " + last);
    }
    return frequency;
  }

  private static double weight(CsvTable.Line line) {
    double weight = line.number(WEIGHTS);
    if (!(weight > 0)) {
      throw line.bad(WEIGHTS, "must be > 0: it is the number of customers");
    }
    return weight;
  }
}
