package perennial.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import perennial.fitting.CovariateRows;

/** The apparel retailer's 600 customers over 104 weeks from 2005-01-02, with two covariates. */
public final class ApparelSample {
  private static final LocalDate START = LocalDate.of(2005, 1, 2);

  private ApparelSample() {}

  /** Reads {@code $PERENNIAL_DATA/apparel_transactions.csv} and {@code apparel_covariates.csv}. */
  public static CovariateRows read() throws IOException {
    Path folder = Path.of(System.getenv("PERENNIAL_DATA"));
    Map<Integer, TreeSet<LocalDate>> days = new TreeMap<>();
    for (String line : lines(folder.resolve("apparel_transactions.csv"))) {
      String[] fields = line.split(",", -1);
      days.computeIfAbsent(Integer.valueOf(fields[0]), id -> new TreeSet<>())
          .add(LocalDate.parse(fields[1]));
    }
    Map<Integer, double[]> covariates = new TreeMap<>();
    for (String line : lines(folder.resolve("apparel_covariates.csv"))) {
      String[] fields = line.split(",", -1);
      covariates.put(
          Integer.valueOf(fields[0]),
          new double[] {Double.parseDouble(fields[1]), Double.parseDouble(fields[2])});
    }
    LocalDate end = START.plusWeeks(104);
    int n = days.size();
    int[] x = new int[n];
    double[] recency = new double[n];
    double[] age = new double[n];
    double[][] values = new double[2][n];
    int i = 0;
    for (Map.Entry<Integer, TreeSet<LocalDate>> customer : days.entrySet()) {
      TreeSet<LocalDate> known = new TreeSet<>(customer.getValue().headSet(end, true));
      x[i] = known.size() - 1;
      recency[i] = ChronoUnit.DAYS.between(known.first(), known.last());
      age[i] = ChronoUnit.DAYS.between(known.first(), end);
      double[] own = Objects.requireNonNull(covariates.get(customer.getKey()));
      values[0][i] = own[0];
      values[1][i] = own[1];
      i++;
    }
    return new CovariateRows(TimeUnit.WEEK, x, recency, age, List.of("Gender", "Channel"), values);
  }

  private static List<String> lines(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.subList(1, lines.size());
  }
}
