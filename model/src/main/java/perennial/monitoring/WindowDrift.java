package perennial.monitoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Measures windows against a version's frozen reference. Immutable. */
public final class WindowDrift {
  private static final Comparator<DriftMeasure> BY_EFFECT =
      Comparator.<DriftMeasure>comparingDouble(m -> -Math.abs(m.effectOnClv().orElse(0)))
          .thenComparingDouble(m -> -m.psi().orElse(0))
          .thenComparing(DriftMeasure::feature)
          .thenComparing(m -> m.segment().text());

  private final ReferenceProfile profile;
  private final MonitoringSettings settings;

  public WindowDrift(ReferenceProfile profile, MonitoringSettings settings) {
    this.profile = profile;
    this.settings = settings;
  }

  /**
   * Every feature and segment of the window, and one more measure for each whose value was ever
   * missing. Benjamini-Hochberg is applied over all that have enough customers and may alert.
   *
   * @param counts of the window, over the profile's bins
   * @param calibrations purchases against the version's expectation, one a segment
   * @param effects on the mean predicted CLV, such as 0.25, of those features that have one
   * @return by the size of the effect on predicted CLV, largest first
   */
  public List<DriftMeasure> measure(
      WindowCounts counts, List<CalibrationCounts> calibrations, Map<FeatureKey, Double> effects) {
    FeatureMeasures measures = new FeatureMeasures(settings);
    RateMeasures rates = new RateMeasures(settings);
    List<DriftMeasure> all = new ArrayList<>();
    for (FeatureReference reference : profile.of(counts.period())) {
      FeatureCounts window = counts.require(reference.key());
      Double effect = effects.get(reference.key());
      all.add(
          measures.feature(
              reference,
              window,
              effect == null ? OptionalDouble.empty() : OptionalDouble.of(effect)));
      if (reference.missing() > 0 || window.missing() > 0) {
        all.add(rates.missing(reference, window));
      }
    }
    for (CalibrationCounts calibration : calibrations) {
      all.add(rates.calibration(calibration));
    }
    return decide(all);
  }

  /** Corrects for the number of hypotheses, and applies the alert rule. */
  private List<DriftMeasure> decide(List<DriftMeasure> all) {
    Predicate<DriftMeasure> enough = m -> m.verdict() != Verdict.NOT_ENOUGH_DATA;
    List<DriftMeasure> decided = new ArrayList<>(all.stream().filter(enough.negate()).toList());
    decided.addAll(corrected(all.stream().filter(enough.and(m -> m.role().alerts())).toList()));
    decided.addAll(corrected(all.stream().filter(enough.and(m -> !m.role().alerts())).toList()));
    decided.sort(BY_EFFECT);
    return List.copyOf(decided);
  }

  private List<DriftMeasure> corrected(List<DriftMeasure> family) {
    double[] adjusted =
        BenjaminiHochberg.adjusted(family.stream().mapToDouble(DriftMeasure::pValue).toArray());
    List<DriftMeasure> corrected = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      DriftMeasure measure = family.get(i);
      corrected.add(
          measure.decided(adjusted[i], AlertRule.verdict(measure, adjusted[i], settings)));
    }
    return corrected;
  }
}
