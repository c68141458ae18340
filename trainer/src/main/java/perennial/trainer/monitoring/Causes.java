package perennial.trainer.monitoring;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import perennial.monitoring.AlertRule;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;

/**
 * Which segments an alert is about. Segments overlap: when spend doubles in one channel, it rises
 * in every market. The largest change is taken for a cause, undone, and everything is measured
 * again; what then no longer alerts was explained by it. A change that shows in every segment of
 * every dimension is about all customers.
 */
final class Causes {
  private static final int MOST = 20;

  private final MonitoringSettings settings;

  Causes(MonitoringSettings settings) {
    this.settings = settings;
  }

  /**
   * @param measures one feature's, of all segments
   * @param undone measures it with the changes of these segments undone
   * @return the segments that are to be named; empty when nothing alerts
   */
  Set<Segment> of(List<DriftMeasure> measures, Function<Set<Segment>, List<DriftMeasure>> undone) {
    Set<Segment> causes = new LinkedHashSet<>();
    List<DriftMeasure> remaining = alerts(measures);
    Set<Segment> alerting =
        remaining.stream().map(DriftMeasure::segment).collect(Collectors.toSet());
    if (isEverywhere(measures)) {
      return Set.of(Segment.ALL);
    }
    while (!remaining.isEmpty() && causes.size() < MOST) {
      causes.add(largest(remaining).segment());
      if (causes.contains(Segment.ALL)) {
        break; // nothing narrower is left
      }
      remaining =
          alerts(undone.apply(causes)).stream()
              .filter(measure -> alerting.contains(measure.segment()))
              .filter(measure -> !causes.contains(measure.segment()))
              .toList();
    }
    return causes;
  }

  static boolean isAlert(DriftMeasure measure) {
    return measure.role().alerts()
        && (measure.verdict() == Verdict.WARN || measure.verdict() == Verdict.ALARM);
  }

  private static List<DriftMeasure> alerts(List<DriftMeasure> measures) {
    return measures.stream().filter(Causes::isAlert).toList();
  }

  /** What people can act on first: a recorded segment, then stage and status, then everybody. */
  private DriftMeasure largest(List<DriftMeasure> alerts) {
    return alerts.stream()
        .min(
            Comparator.<DriftMeasure>comparingInt(measure -> rank(measure.segment()))
                .thenComparingDouble(measure -> -AlertRule.alarmUnits(measure, settings)))
        .orElseThrow();
  }

  private static int rank(Segment segment) {
    if (segment.equals(Segment.ALL)) {
      return 2;
    }
    return isRecorded(segment) ? 0 : 1;
  }

  private static boolean isRecorded(Segment segment) {
    for (Dimension dimension : Dimension.values()) {
      if (dimension.label().equals(segment.dimension())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEverywhere(List<DriftMeasure> measures) {
    boolean all = measures.stream().anyMatch(m -> m.segment().equals(Segment.ALL) && isAlert(m));
    Map<String, List<DriftMeasure>> byDimension =
        measures.stream()
            .filter(m -> isRecorded(m.segment()) && m.verdict() != Verdict.NOT_ENOUGH_DATA)
            .collect(Collectors.groupingBy(m -> m.segment().dimension()));
    return all
        && byDimension.values().stream()
            .allMatch(segments -> segments.stream().allMatch(Causes::isAlert));
  }
}
