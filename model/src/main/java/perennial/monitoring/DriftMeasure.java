package perennial.monitoring;

import java.util.OptionalDouble;

/**
 * One feature of one segment in one window, against the version's frozen reference.
 *
 * @param feature such as {@code purchase_amount} or {@code channel_share}
 * @param customers in the window, each counted once
 * @param referenceCustomers likewise
 * @param test that gave the p-value: {@code ks}, {@code chi-square}, {@code two-proportion} or
 *     {@code calibration}
 * @param statistic of the test
 * @param pValue in [0, 1]; 1 without enough data
 * @param adjustedP after Benjamini-Hochberg over the window's hypotheses, in [0, 1]; those of
 *     stocks, which cannot alert, are corrected among themselves
 * @param psi population stability index over reference deciles or categories
 * @param psiNullMean its mean when nothing has changed, at these numbers of customers
 * @param psiNull95 and its 95th percentile
 * @param distance Wasserstein-1 on asinh for numbers, Jensen-Shannon (base 2, square root) for
 *     categories
 * @param distanceNull95 its 95th percentile when nothing has changed
 * @param missingShare of the window's customers whose value is missing or invalid
 * @param referenceMissingShare likewise
 * @param referenceMean mean of the numbers, share of the category, or expected purchases
 * @param mean the same of the window
 * @param effectOnClv relative change of the mean predicted CLV that this feature causes, such as
 *     0.25; empty when it cannot be told
 * @param verdict after correction and size
 */
public record DriftMeasure(
    String feature,
    FeatureRole role,
    Segment segment,
    long customers,
    long referenceCustomers,
    String test,
    double statistic,
    double pValue,
    double adjustedP,
    OptionalDouble psi,
    OptionalDouble psiNullMean,
    OptionalDouble psiNull95,
    OptionalDouble distance,
    OptionalDouble distanceNull95,
    double missingShare,
    double referenceMissingShare,
    OptionalDouble referenceMean,
    OptionalDouble mean,
    OptionalDouble effectOnClv,
    Verdict verdict,
    Distribution distribution) {

  /** The same after Benjamini-Hochberg, with its verdict. */
  DriftMeasure decided(double adjusted, Verdict decision) {
    return new DriftMeasure(
        feature,
        role,
        segment,
        customers,
        referenceCustomers,
        test,
        statistic,
        pValue,
        adjusted,
        psi,
        psiNullMean,
        psiNull95,
        distance,
        distanceNull95,
        missingShare,
        referenceMissingShare,
        referenceMean,
        mean,
        effectOnClv,
        decision,
        distribution);
  }
}
