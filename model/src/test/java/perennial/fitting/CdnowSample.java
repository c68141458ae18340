package perennial.fitting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import perennial.model.TimeUnit;

/**
 * CDNOW's one-in-ten sample, calibrated to 1997-09-30 with 39 weeks of holdout: one entry a
 * customer.
 */
public record CdnowSample(
    int[] x,
    double[] recencyDays,
    double[] ageDays,
    double[] repeatMean,
    double[] mean,
    int[] held,
    double[][] gapDays) {
  private static final LocalDate END = LocalDate.of(1997, 9, 30);

  /** Reads {@code $PERENNIAL_DATA/cdnow_elog.csv}. */
  public static CdnowSample read() throws IOException {
    return read(END, sales -> true);
  }

  /** The same to another end, of the lines whose sales are wanted. */
  static CdnowSample read(LocalDate end, DoublePredicate wantedSales) throws IOException {
    Path file = Path.of(System.getenv("PERENNIAL_DATA"), "cdnow_elog.csv");
    Map<String, TreeMap<LocalDate, Double>> salesByDay = new TreeMap<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      LocalDate day = LocalDate.parse(fields[2], DateTimeFormatter.BASIC_ISO_DATE);
      double sales = Double.parseDouble(fields[4]);
      if (wantedSales.test(sales)) {
        salesByDay.computeIfAbsent(fields[1], id -> new TreeMap<>()).merge(day, sales, Double::sum);
      }
    }
    int n = salesByDay.size();
    CdnowSample sample =
        new CdnowSample(
            new int[n],
            new double[n],
            new double[n],
            new double[n],
            new double[n],
            new int[n],
            new double[n][]);
    int i = 0;
    for (TreeMap<LocalDate, Double> days : salesByDay.values()) {
      sample.set(i++, days, end);
    }
    return sample;
  }

  private void set(int i, TreeMap<LocalDate, Double> days, LocalDate end) {
    LocalDate first = days.firstKey();
    Map<LocalDate, Double> repeats = days.subMap(first, false, end, true);
    x[i] = repeats.size();
    recencyDays[i] = ChronoUnit.DAYS.between(first, days.floorKey(end));
    ageDays[i] = ChronoUnit.DAYS.between(first, end);
    repeatMean[i] = repeats.values().stream().mapToDouble(v -> v).average().orElse(0);
    mean[i] = days.headMap(end, true).values().stream().mapToDouble(v -> v).average().orElse(0);
    gapDays[i] = gaps(days.headMap(end, true).keySet());
    held[i] = days.tailMap(end, false).size();
  }

  private static double[] gaps(Set<LocalDate> days) {
    double[] gaps = new double[days.size() - 1];
    LocalDate before = null;
    int n = 0;
    for (LocalDate day : days) {
      if (before != null) {
        gaps[n++] = ChronoUnit.DAYS.between(before, day);
      }
      before = day;
    }
    return gaps;
  }

  public int customers() {
    return x.length;
  }

  public PurchaseData purchases(TimeUnit unit) {
    PurchaseTimings timings = PurchaseTimings.NONE;
    for (double[] gaps : gapDays) {
      timings = timings.plus(gaps);
    }
    return PurchaseData.ofCustomers(unit, x, recencyDays, ageDays).withTimings(timings);
  }

  /** Repeaters with a positive mean over their repeat purchases. */
  SpendData spend() {
    return spend(0, repeatMean);
  }

  /** Customers with a positive mean over all of their purchases. */
  SpendData spendOfAll() {
    return spend(1, mean);
  }

  private SpendData spend(int first, double[] means) {
    int[] n = new int[customers()];
    double[] z = new double[customers()];
    int rows = 0;
    for (int i = 0; i < customers(); i++) {
      if (x[i] + first > 0 && means[i] > 0) {
        n[rows] = x[i] + first;
        z[rows++] = means[i];
      }
    }
    double[] ones = new double[rows];
    Arrays.fill(ones, 1);
    return SpendData.of(Arrays.copyOf(n, rows), Arrays.copyOf(z, rows), ones);
  }
}
