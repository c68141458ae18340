package perennial.evaluation.charts;

import java.util.List;
import java.util.Optional;
import perennial.monitoring.CalibrationDecile;

/**
 * What the page of a version draws. Tracking, gain, deciles and segments judge the calibration fit
 * on the customers known at its observation end; the heat map is of the registered model.
 *
 * @param tracking absent for models that were not fitted to a log of purchases
 * @param gains of purchases, and of value where the holdout saw any; empty without a holdout
 * @param deciles lowest prediction first; empty without a holdout
 * @param segments all customers first; empty without a holdout
 * @param heatMap absent for contracts, where a customer who renewed is alive
 */
public record VersionCharts(
    Optional<Tracking> tracking,
    List<GainCurve> gains,
    List<CalibrationDecile> deciles,
    List<SegmentAccuracy> segments,
    Optional<HeatMap> heatMap) {
  public static final VersionCharts NONE =
      new VersionCharts(Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());

  public VersionCharts {
    gains = List.copyOf(gains);
    deciles = List.copyOf(deciles);
    segments = List.copyOf(segments);
  }

  /** The same with tracking. */
  public VersionCharts with(Tracking other) {
    return new VersionCharts(Optional.of(other), gains, deciles, segments, heatMap);
  }

  /** The same with a heat map. */
  public VersionCharts with(HeatMap map) {
    return new VersionCharts(tracking, gains, deciles, segments, Optional.of(map));
  }
}
