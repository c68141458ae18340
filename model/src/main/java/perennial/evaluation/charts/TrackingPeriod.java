package perennial.evaluation.charts;

import java.time.LocalDate;

/**
 * Repeat purchases of a cohort in one period, and in all periods up to its end.
 *
 * @param end its last day
 * @param days its length; the first and the last one may be shorter than the others
 * @param holdout whether it lies after the observation end
 * @param actual repeat purchase days in it
 * @param expected by the model, {@code >= 0}
 * @param cumulativeActual repeat purchase days from the first arrival to its end
 * @param cumulativeExpected likewise
 */
public record TrackingPeriod(
    LocalDate end,
    int days,
    boolean holdout,
    long actual,
    double expected,
    long cumulativeActual,
    double cumulativeExpected) {}
