package perennial.monitoring;

/** The frozen distribution of one feature, as it was when the version was trained. */
public sealed interface FeatureReference permits NumericReference, CategoricalReference {
  FeatureKey key();

  FeatureRole role();

  /** Distinct customers, missing values included. */
  long customers();

  /** Those whose value was missing or invalid. */
  long missing();

  /** New counts over these bins, for a window. */
  FeatureCounts emptyCounts();
}
