package perennial.evaluation.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.fitting.CdnowSample;
import perennial.model.MbgNbd;
import perennial.model.Nbd;
import perennial.model.ParetoNbd;
import perennial.model.TimeUnit;

class TrackingTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  @Test
  void cumulative_nbd_isItsRateTimesTheDaysOfEveryCustomer() {
    // NBD never leaves: E[X(t)] = r/alpha t. Two arrive on day 0, three on day 10.
    CohortExpectation cohort = new CohortExpectation(TimeUnit.WEEK);
    cohort.add(new Nbd(0.5, 10), 0, 2);
    cohort.add(new Nbd(0.5, 10), 10, 3);
    double aDay = 0.05 / 7;
    assertArrayEquals(
        new double[] {0, 2 * 5 * aDay, 2 * 10 * aDay, (2 * 31 + 3 * 21) * aDay},
        cohort.cumulative(new int[] {0, 5, 10, 31}),
        1e-14);
    assertEquals(5, cohort.customers());
  }

  @Test
  void cumulative_twoProcesses_areSummed() {
    CohortExpectation both = new CohortExpectation(TimeUnit.DAY);
    MbgNbd slow = new MbgNbd(.5, 60, .9, 1.6);
    MbgNbd fast = new MbgNbd(.9, 20, .4, 2.1);
    both.add(slow, 3, 1);
    both.add(fast, 0, 2);
    both.add(slow, 8, 4);
    assertEquals(
        slow.expectedPurchases(97)
            + 4 * slow.expectedPurchases(92)
            + 2 * fast.expectedPurchases(100),
        both.cumulative(new int[] {100})[0],
        1e-12);
  }

  @Test
  void of_periods_endOnTheObservationEndAndAddUp() {
    CohortExpectation cohort = new CohortExpectation(TimeUnit.WEEK);
    cohort.add(new Nbd(0.7, 7), 0, 100);
    // Day 16 is the observation end; days 0-2, 3-9, 10-16 | 17-23, 24-26.
    TrackingCalendar calendar = new TrackingCalendar(FIRST, FIRST.plusDays(16), 10);
    long[] actual = new long[40];
    Arrays.fill(actual, 1, 40, 1);
    Tracking tracking = Tracking.of(cohort, calendar, actual);
    assertEquals(
        List.of(3, 7, 7, 7, 3), tracking.periods().stream().map(TrackingPeriod::days).toList());
    assertEquals(
        List.of(false, false, false, true, true),
        tracking.periods().stream().map(TrackingPeriod::holdout).toList());
    assertEquals(
        List.of(2L, 7L, 7L, 7L, 3L),
        tracking.periods().stream().map(TrackingPeriod::actual).toList());
    assertEquals(26, tracking.periods().getLast().cumulativeActual());
    assertEquals(FIRST.plusDays(26), tracking.periods().getLast().end());
    double sum = tracking.periods().stream().mapToDouble(TrackingPeriod::expected).sum();
    assertEquals(tracking.periods().getLast().cumulativeExpected(), sum, 1e-3);
    assertEquals(100 * 0.1 * 26 / 7, sum, 1e-3);
    assertEquals(100, tracking.customers());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 7, 1", "272, 273, 7, 78", "3000, 365, 28, 122", "30000, 0, 364, 83"})
  void periodDays_longLogs_stayBelowSomeHundreds(int days, int holdout, int length, int periods) {
    TrackingCalendar calendar = new TrackingCalendar(FIRST, FIRST.plusDays(days), holdout);
    assertEquals(length, calendar.periodDays());
    assertEquals(periods, calendar.ends().length);
    assertTrue(IntStream.of(calendar.ends()).anyMatch(end -> end == days));
    assertEquals(days + holdout, calendar.ends()[periods - 1]);
  }

  @Test
  void calendar_disorder_namesTheDays() {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new TrackingCalendar(FIRST, FIRST.minusDays(1), 3))
                .getMessage());
    assertTrue(message.contains("2025-12-31"), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> new CohortExpectation(TimeUnit.DAY).add(new Nbd(1, 1), -1, 1));
  }

  /**
   * BTYD 2.4.3, walkthrough, {@code inc.tracking[,20:25]} and {@code cum.tracking[,20:25]} of the
   * Pareto/NBD on CDNOW: weeks counted from 1997-01-01 to the end of the seventh day after.
   */
  @Test
  @EnabledIfEnvironmentVariable(named = "PERENNIAL_DATA", matches = ".+")
  void cdnow_pareto_isAsPublished() throws IOException {
    CdnowSample sample = CdnowSample.read();
    ParetoNbd pareto = new ParetoNbd(.55327702, 10.57768321, .60623997, 11.66873501);
    CohortExpectation cohort = new CohortExpectation(TimeUnit.WEEK);
    long[] repeats = new long[273];
    for (int i = 0; i < sample.customers(); i++) {
      int arrival = 272 - (int) sample.ageDays()[i];
      cohort.add(pareto, arrival, 1);
      double day = arrival;
      for (double gap : sample.gapDays()[i]) {
        day += gap;
        repeats[(int) day]++;
      }
    }
    double[] expected = cohort.cumulative(IntStream.rangeClosed(1, 39).map(w -> 7 * w).toArray());
    Tracking tracking =
        Tracking.of(
            cohort,
            new TrackingCalendar(LocalDate.of(1997, 1, 1), LocalDate.of(1997, 9, 30), 0),
            repeats);
    double[] cumulative = {1309, 1385, 1460, 1533, 1604, 1674};
    double[] weekly = {78.31, 76.42, 74.65, 72.98, 71.41, 69.93};
    long[] actual = {1359, 1414, 1484, 1517, 1573, 1672};
    for (int i = 0; i < 6; i++) {
      assertEquals(cumulative[i], expected[19 + i], 0.5);
      assertEquals(weekly[i], expected[19 + i] - expected[18 + i], 0.02);
      assertEquals(actual[i], tracking.periods().get(19 + i).cumulativeActual());
    }
    assertEquals(2457, tracking.periods().getLast().cumulativeActual());
    assertEquals(39, tracking.periods().size());
  }
}
