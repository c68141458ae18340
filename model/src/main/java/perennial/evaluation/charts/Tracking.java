package perennial.evaluation.charts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Repeat purchases of the customers known at the observation end, period by period from the day
 * that the first of them arrived to the end of the holdout, beside what the model expects.
 *
 * <p>The expectation is unconditional, before and after the observation end alike: the sum of
 * {@code E[X(t - s)]} over customers who arrived on day {@code s}, as in the tracking plots of
 * Fader, Hardie and Lee (2005), Marketing Science 24(2), 275-284, figures 4 and 5. It uses no
 * history, so that it is another test than the holdout measures, which are conditional on each
 * history.
 *
 * @param customers of the cohort
 * @param firstDay on which the first of them arrived
 * @param observationEnd last day that the parameters were fitted to
 * @param periodDays length of a whole period; one ends on the observation end
 * @param periods in order
 */
public record Tracking(
    long customers,
    LocalDate firstDay,
    LocalDate observationEnd,
    int periodDays,
    List<TrackingPeriod> periods) {
  public Tracking {
    periods = List.copyOf(periods);
  }

  /**
   * Puts actual beside expected.
   *
   * @param cohort expectation of the cohort
   * @param calendar its periods
   * @param actual repeat purchase days by day from the first one on; days beyond count 0
   */
  public static Tracking of(CohortExpectation cohort, TrackingCalendar calendar, long[] actual) {
    int[] ends = calendar.ends();
    double[] expected = cohort.cumulative(ends);
    List<TrackingPeriod> periods = new ArrayList<>();
    long seen = 0;
    int day = 0;
    for (int i = 0; i < ends.length; i++) {
      int start = i == 0 ? -1 : ends[i - 1];
      long before = seen;
      for (; day <= ends[i] && day < actual.length; day++) {
        seen += actual[day];
      }
      double earlier = i == 0 ? 0 : expected[i - 1];
      periods.add(
          new TrackingPeriod(
              calendar.firstDay().plusDays(ends[i]),
              ends[i] - start,
              ends[i] > calendar.observationDay(),
              seen - before,
              Rounding.four(Math.max(0, expected[i] - earlier)),
              seen,
              Rounding.four(expected[i])));
    }
    return new Tracking(
        Math.round(cohort.customers()),
        calendar.firstDay(),
        calendar.observationEnd(),
        calendar.periodDays(),
        periods);
  }
}
