package perennial.registry.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import perennial.monitoring.CalibrationDecile;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.MixCell;
import perennial.monitoring.MonitoringWindow;

/**
 * One measured window of one version.
 *
 * @param version whose reference it was held against: the champion at the window's end
 * @param predictions logged in the window
 * @param customers distinct ones among them
 * @param measures features ranked by the size of their effect on predicted CLV
 * @param calibration by predicted decile; empty without a ledger
 * @param quality how many events or requests of each kind: {@code missing}, {@code out of range},
 *     {@code duplicate}, {@code late}, {@code future-dated}, {@code unknown currency}
 */
public record WindowReport(
    String model,
    long version,
    MonitoringWindow window,
    Instant measuredAt,
    long predictions,
    long customers,
    List<DriftMeasure> measures,
    List<MixCell> mix,
    List<CalibrationDecile> calibration,
    SortedMap<String, Long> quality) {}
