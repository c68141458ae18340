package perennial.admin.drift;

import java.util.List;
import perennial.admin.page.Formats;
import perennial.admin.page.Names;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;

/** A window's answer in words. */
final class DriftWords {
  /** Effects below this are not worth naming in a title. */
  private static final double NAMED = 0.01;

  private DriftWords() {}

  /** An answer with its tone. */
  record Answer(String tone, String title) {}

  /**
   * @param alerting measures that may alert, worst first
   */
  static Answer of(String model, String window, List<DriftMeasure> alerting) {
    long alarms = count(alerting, Verdict.ALARM);
    long warnings = count(alerting, Verdict.WARN);
    long unknown = count(alerting, Verdict.NOT_ENOUGH_DATA);
    if (alarms + warnings > 0) {
      String more =
          alarms + warnings == 1
              ? ""
              : ", and %s"
                  .formatted(Formats.count(alarms + warnings - 1, "more drifts", "more drift"));
      return new Answer(alarms > 0 ? "bad" : "warn", what(first(alerting)) + more);
    }
    if (unknown == alerting.size()) {
      return new Answer(
          "unknown", "Not enough data to judge %s in the %s".formatted(model, window));
    }
    return new Answer("ok", "No drift in %s in the %s".formatted(model, window));
  }

  private static DriftMeasure first(List<DriftMeasure> alerting) {
    return alerting.stream()
        .filter(m -> m.verdict() == Verdict.ALARM || m.verdict() == Verdict.WARN)
        .findFirst()
        .orElseThrow();
  }

  /** One measure in a sentence without its end. */
  static String what(DriftMeasure m) {
    String where = m.segment().equals(Segment.ALL) ? "" : " in " + Names.segment(m.segment());
    String name = Names.feature(m.feature()) + where;
    double effect = m.effectOnClv().orElse(0);
    return switch (m.verdict()) {
      case NOT_ENOUGH_DATA -> name + ": not enough data";
      case STABLE -> name + " looks as it did in training";
      case WARN, ALARM ->
          Math.abs(effect) < NAMED
              ? name + " no longer looks as it did in training"
              : "%s %s predicted value by %s"
                  .formatted(
                      name, effect > 0 ? "raises" : "lowers", Formats.percent1(Math.abs(effect)));
    };
  }

  /** Such as {@code 2 alarms, 1 warning}; {@code no drift} for neither. */
  static String found(List<DriftMeasure> measures) {
    long alarms = count(measures, Verdict.ALARM);
    long warnings = count(measures, Verdict.WARN);
    String both = alarms > 0 && warnings > 0 ? ", " : "";
    String found =
        (alarms > 0 ? Formats.count(alarms, "alarm", "alarms") : "")
            + both
            + (warnings > 0 ? Formats.count(warnings, "warning", "warnings") : "");
    return found.isEmpty() ? "no drift" : found;
  }

  static long count(List<DriftMeasure> measures, Verdict verdict) {
    return measures.stream().filter(m -> m.verdict() == verdict).count();
  }

  /** Such as {@code week of 9 Nov 2026}. */
  static String window(MonitoringWindow w, Formats formats) {
    return (w.period() == Period.WEEK ? "week of " : "day ") + formats.day(w.start());
  }
}
