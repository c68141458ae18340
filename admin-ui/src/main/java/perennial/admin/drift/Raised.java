package perennial.admin.drift;

import java.util.List;
import java.util.stream.Collectors;
import perennial.admin.page.Formats;
import perennial.admin.page.Names;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Verdict;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Alerts.Seen;
import perennial.registry.monitoring.Subject;

/**
 * The alerts that cover one window. Segments overlap: when spend doubles in one channel it rises in
 * every market, and the worker raises an alert for the channel only. What it did not raise is not
 * to look as if it were another finding.
 */
final class Raised {
  private final List<Subject> subjects;

  private Raised(List<Subject> subjects) {
    this.subjects = subjects;
  }

  /** Where nothing is known of alerts. */
  static Raised unknown() {
    return new Raised(List.of());
  }

  /** The alerts that were seen in a window of a model. */
  static Raised read(Alerts alerts, String model, MonitoringWindow window) {
    return of(alerts.seen(model, window.start(), window.start()), window);
  }

  /** Those among what was seen in several windows. */
  static Raised of(List<Seen> seen, MonitoringWindow window) {
    return new Raised(
        seen.stream().filter(s -> s.window().equals(window)).map(Seen::subject).toList());
  }

  /** How many, in words, for a window in which something drifted. */
  String words() {
    return subjects.isEmpty()
        ? "drifted, no alert raised"
        : Formats.count(subjects.size(), "alert", "alerts");
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
        && !subjects.isEmpty()
        && !subjects.contains(new Subject(m.feature(), m.segment()));
  }

  /** Why it is quiet; empty when it is not. */
  String why(DriftMeasure m) {
    if (!isQuiet(m)) {
      return "";
    }
    String causes =
        subjects.stream()
            .filter(a -> a.feature().equals(m.feature()) && m.role() == FeatureRole.FLOW)
            .map(a -> Names.segment(a.segment()))
            .collect(Collectors.joining(", "));
    return causes.isEmpty() ? "no alert raised" : "follows from " + causes;
  }
}
