package perennial.model;

import perennial.math.SmoothSum;
import perennial.math.SmoothTerms;

/** How long a customer goes on, counted in opportunities after the observation end. */
interface Lifetime {
  /** What is discounted by e^-45 is nothing. */
  double FOR_EVER = 45;

  /** Logarithm of the probability of taking part in the {@code m}-th opportunity from now. */
  double logSurvival(double m);

  /** The probability of taking part in opportunity {@code m + 1} for one who did in {@code m}. */
  double retention(double m);

  /** One minus {@link #retention}, without cancellation. */
  double leaving(double m);

  /**
   * Expected opportunities taken part in, among the next {@code count}, each discounted.
   *
   * @param wait time to the first one
   * @param rate per unit of time, {@code >= 0}; {@code > 0} when {@code count} is infinite
   */
  default double discounted(double count, double wait, double rate) {
    double last = Math.min(count, Math.min(1e300, FOR_EVER / rate + 1));
    double one = Math.exp(-rate);
    SmoothTerms terms =
        new SmoothTerms() {
          @Override
          public double log(double m) {
            return logSurvival(m) - rate * (m - 1);
          }

          @Override
          public double ratio(double m) {
            return retention(m) * one;
          }
        };
    return Math.exp(SmoothSum.log(terms, 1, Math.floor(last)) - rate * wait);
  }
}
