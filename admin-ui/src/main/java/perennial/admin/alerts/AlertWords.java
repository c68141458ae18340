package perennial.admin.alerts;

import java.time.Instant;
import perennial.admin.page.Formats;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.monitoring.Alert;

/** States and windows of alerts in words. */
final class AlertWords {
  private AlertWords() {}

  static String state(Alert a, Formats formats) {
    return switch (a.state()) {
      case OPEN -> "open";
      case ACKNOWLEDGED -> "acknowledged by " + a.acknowledgedBy();
      case MUTED -> "muted" + a.mutedUntil().map(u -> " until " + until(u, formats)).orElse("");
      case RESOLVED -> "resolved";
    };
  }

  private static String until(Instant at, Formats formats) {
    return formats.when(at).text();
  }

  static String window(MonitoringWindow w, Formats formats) {
    return (w.period() == Period.WEEK ? "week of " : "") + formats.day(w.start());
  }

  static boolean isOver(Alert a) {
    return a.state() == Alert.State.RESOLVED;
  }
}
