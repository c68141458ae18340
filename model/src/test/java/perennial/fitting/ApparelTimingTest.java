package perennial.fitting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import perennial.model.ApparelSample;
import perennial.model.ErlangModel;
import perennial.model.TimeUnit;

/** MBG/CNBD-k on the apparel retailer's 600 customers, 104 weeks from 2005-01-02. */
@EnabledIfEnvironmentVariable(
    named = "PERENNIAL_DATA",
    matches = ".+",
    disabledReason = "needs the real data sets: PERENNIAL_DATA is not set")
class ApparelTimingTest {
  @Test
  void fit_mbgCnbdK_isReference() throws IOException {
    CovariateRows rows = ApparelSample.read();
    PurchaseData data =
        PurchaseData.ofCustomers(TimeUnit.WEEK, rows.x(), rows.recencyDays(), rows.ageDays())
            .withTimings(timings());
    assertEquals(1266, data.timings().orElseThrow().gaps());
    FitResult<ErlangModel> chosen = ErlangFitter.mbg().fit(data);
    assertEquals(1, chosen.model().k());
    assertEquals(-5848.0453, chosen.logLikelihood(), 1e-4);
    FitResult<ErlangModel> two = ErlangFitter.mbg().withK(2).fit(data);
    assertEquals(-6020.2567, two.logLikelihood(), 1e-4);
  }

  private static PurchaseTimings timings() throws IOException {
    Path file = Path.of(System.getenv("PERENNIAL_DATA"), "apparel_transactions.csv");
    LocalDate end = LocalDate.of(2005, 1, 2).plusWeeks(104);
    List<String> lines = Files.readAllLines(file);
    Map<String, TreeSet<LocalDate>> days = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      LocalDate day = LocalDate.parse(fields[1]);
      if (!day.isAfter(end)) {
        days.computeIfAbsent(fields[0], id -> new TreeSet<>()).add(day);
      }
    }
    PurchaseTimings timings = PurchaseTimings.NONE;
    for (TreeSet<LocalDate> own : days.values()) {
      LocalDate[] sorted = own.toArray(LocalDate[]::new);
      double[] gaps = new double[sorted.length - 1];
      for (int i = 0; i < gaps.length; i++) {
        gaps[i] = ChronoUnit.DAYS.between(sorted[i], sorted[i + 1]);
      }
      timings = timings.plus(gaps);
    }
    return timings;
  }
}
