package perennial.registry.monitoring;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.monitoring.ReferenceProfile;

/**
 * What a version was when it was trained; later windows are held against it.
 *
 * @param holdoutMae mean absolute error of purchases on its holdout, by weeks of partial horizon
 */
public record VersionReference(ReferenceProfile profile, SortedMap<Integer, Double> holdoutMae) {
  /** Of a version that was registered without one. */
  public static final VersionReference NONE =
      new VersionReference(ReferenceProfile.NONE, new TreeMap<>());

  public VersionReference {
    holdoutMae = Collections.unmodifiableSortedMap(new TreeMap<>(holdoutMae));
  }
}
