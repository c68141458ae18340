package perennial.fitting;

import org.apache.commons.math3.special.Erf;

/**
 * How regular times between purchases are, by the test of Wheat and Morrison (1990), Estimating
 * purchase regularity with two interpurchase times, Journal of Marketing Research 27(1), 87-93.
 *
 * <p>Of a customer with Erlang-k gaps the share M of the first of two in their sum is {@code
 * Beta(k, k)}, whatever the customer's rate and independent of the sum, so that it does not matter
 * which pairs the observation end has cut off. Its variance is {@code 1/(4(2k+1))}. Gaps in whole
 * days look a little more regular than they are when they are short.
 *
 * @param pairs of gaps
 * @param k the estimate from the variance: 1 for purchases at random, more for regular ones, less
 *     for bursts
 * @param standardError of k
 * @param z how many standard errors the variance lies below that of k = 1
 * @param pValue two-sided, of k = 1
 */
public record TimingRegularity(
    long pairs, double k, double standardError, double z, double pValue) {

  static TimingRegularity of(PurchaseTimings timings) {
    double n = timings.pairs();
    double variance = timings.sumSquares() / n;
    double spread = Math.max(0, timings.sumFourths() / n - variance * variance);
    double k = 1 / (8 * variance) - 0.5;
    double standardError = Math.sqrt(spread / n) / (8 * variance * variance);
    // At k = 1 M is uniform: (M - 1/2)^2 has mean 1/12 and variance 1/180.
    double z = (1.0 / 12 - variance) * Math.sqrt(180 * n);
    return new TimingRegularity(
        timings.pairs(), k, standardError, z, Erf.erfc(Math.abs(z) / Math.sqrt(2)));
  }
}
