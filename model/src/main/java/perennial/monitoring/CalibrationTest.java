package perennial.monitoring;

/**
 * Whether customers bought as often as the model expected. Customers are independent; each one's
 * difference of actual and expected purchases has mean 0 under the model, and a variance that the
 * sample of differences gives whatever the counts' overdispersion: Student's t of the mean
 * difference, {@code scipy.stats.ttest_1samp(actual - expected, 0)}.
 *
 * <p>The variance is never taken below the Poisson one, the sum of the expectations: a window in
 * which nobody bought has almost no sample variance, and is no proof of anything when little was
 * expected.
 *
 * @param statistic t; positive when customers bought more than expected
 */
record CalibrationTest(double statistic, double pValue) {

  static CalibrationTest of(CalibrationCounts counts) {
    long n = counts.customers();
    if (n < 2) {
      return new CalibrationTest(0, 1);
    }
    double sample = counts.spread() / (n - 1);
    double variance = Math.max(sample, counts.meanExpected());
    double difference = counts.meanActual() - counts.meanExpected();
    if (variance == 0) { // nothing expected, nothing bought
      return new CalibrationTest(0, 1);
    }
    double t = difference / Math.sqrt(variance / n);
    return new CalibrationTest(t, Tails.student(t, n - 1));
  }
}
