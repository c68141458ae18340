package perennial.admin.drift;

import java.util.List;
import java.util.stream.Collectors;
import perennial.admin.page.Formats;
import perennial.admin.page.Names;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Verdict;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Alerts.AlertFilter;

/**
 * The alerts that cover one window. Segments overlap: when spend doubles in one channel it rises in
 * every market, and the worker raises an alert for the channel only. What it did not raise is not
 * to look as if it were another finding.
 */
final class Raised {
  /** More alerts of one model than this are not looked at. */
  private static final int MOST = 500;

  private final List<Alert> alerts;

  private Raised(List<Alert> alerts) {
    this.alerts = alerts;
  }

  static Raised of(List<Alert> alerts, MonitoringWindow window) {
    return new Raised(alerts.stream().filter(a -> covers(a, window)).toList());
  }

  /** Where nothing is known of alerts. */
  static Raised unknown() {
    return new Raised(List.of());
  }

  /** Whether it was seen in this window, as far back as it was seen without a gap. */
  private static boolean covers(Alert a, MonitoringWindow window) {
    MonitoringWindow last = a.lastWindow();
    return last.period() == window.period()
        && !window.start().isAfter(last.start())
        && window
            .start()
            .isAfter(last.start().minusDays((long) a.windows() * window.period().days()));
  }

  /** All alerts of a model, whenever they were seen. */
  static Raised ever(Alerts alerts, String model) {
    return new Raised(alerts.alerts(new AlertFilter(model, "", false), 0, MOST));
  }

  /** The alerts that were seen in a window of a model. */
  static Raised read(Alerts alerts, String model, MonitoringWindow window) {
    return ever(alerts, model).in(window);
  }

  /** Those of them that were seen in a window. */
  Raised in(MonitoringWindow window) {
    return of(alerts, window);
  }

  /** How many, in words, for a window in which something drifted. */
  String words() {
    return alerts.isEmpty()
        ? "drifted, no alert raised"
        : Formats.count(alerts.size(), "alert", "alerts");
  }

  /** What may alert, without what drifted and raised no alert of its own. */
  List<DriftMeasure> loud(List<DriftMeasure> measures) {
    return measures.stream().filter(m -> m.role().alerts() && !isQuiet(m)).toList();
  }

  /** Whether it drifted and no alert was raised for it, in a window that has alerts. */
  boolean isQuiet(DriftMeasure m) {
    boolean drifted = m.verdict() == Verdict.WARN || m.verdict() == Verdict.ALARM;
    return drifted
        && m.role().alerts()
        && !alerts.isEmpty()
        && alerts.stream()
            .noneMatch(a -> a.feature().equals(m.feature()) && a.segment().equals(m.segment()));
  }

  /** Why it is quiet; empty when it is not. */
  String why(DriftMeasure m) {
    if (!isQuiet(m)) {
      return "";
    }
    String causes =
        alerts.stream()
            .filter(a -> a.feature().equals(m.feature()) && m.role() == FeatureRole.FLOW)
            .map(a -> Names.segment(a.segment()))
            .collect(Collectors.joining(", "));
    return causes.isEmpty() ? "no alert raised" : "follows from " + causes;
  }
}
