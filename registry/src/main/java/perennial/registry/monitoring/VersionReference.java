package perennial.registry.monitoring;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.monitoring.HoldoutErrors;
import perennial.monitoring.ReferenceProfile;

/**
 * What a version was when it was trained; later windows are held against it.
 *
 * @param holdoutMae mean absolute error of purchases on its holdout, by weeks of partial horizon
 * @param holdoutErrors the same by prediction; empty for a version that was registered before they
 *     were kept
 */
public record VersionReference(
    ReferenceProfile profile,
    SortedMap<Integer, Double> holdoutMae,
    SortedMap<Integer, HoldoutErrors> holdoutErrors) {
  /** Of a version that was registered without one. */
  public static final VersionReference NONE =
      new VersionReference(ReferenceProfile.NONE, new TreeMap<>(), new TreeMap<>());

  public VersionReference {
    holdoutMae = Collections.unmodifiableSortedMap(new TreeMap<>(holdoutMae));
    holdoutErrors =
        holdoutErrors == null // what was stored before they were kept
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(holdoutErrors));
  }

  /** Of a version with such errors. */
  public static VersionReference of(
      ReferenceProfile profile, SortedMap<Integer, HoldoutErrors> holdoutErrors) {
    SortedMap<Integer, Double> holdoutMae = new TreeMap<>();
    holdoutErrors.forEach((weeks, errors) -> holdoutMae.put(weeks, errors.mae()));
    return new VersionReference(profile, holdoutMae, holdoutErrors);
  }
}
