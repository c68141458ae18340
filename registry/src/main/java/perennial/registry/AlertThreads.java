package perennial.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import perennial.monitoring.MonitoringWindow;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alert.Severity;
import perennial.registry.monitoring.AlertNote;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Sighting;
import perennial.registry.monitoring.Subject;

/** What one window does to the threads of one model, within the caller's transaction. */
final class AlertThreads {
  private static final String WORKER = "worker";

  private final Handle handle;
  private final String model;
  private final MonitoringWindow window;
  private final Instant now;
  private final List<Long> tell = new ArrayList<>();
  private final Set<Long> opened = new HashSet<>();

  AlertThreads(Handle handle, String model, MonitoringWindow window, Instant now) {
    this.handle = handle;
    this.model = model;
    this.window = window;
    this.now = now;
  }

  /** See {@link Alerts#seen}. */
  List<Alert> seen(List<Sighting> sightings, Collection<Subject> calm) {
    AlertTable.lock(handle, model);
    Map<Subject, Alert> open =
        AlertTable.unresolved(handle, model, now).stream()
            .collect(
                Collectors.toMap(
                    AlertThreads::subject, Function.identity(), (a, b) -> a, HashMap::new));
    // The worst of one subject first: another one of the same window changes nothing.
    sightings.stream()
        .sorted(
            Comparator.comparing(Sighting::severity).thenComparingDouble(Sighting::size).reversed())
        .filter(distinctSubjects())
        .forEach(sighting -> seen(sighting, Optional.ofNullable(open.get(sighting.subject()))));
    sightings.forEach(sighting -> open.remove(sighting.subject()));
    Set<Subject> quiet = new HashSet<>(calm);
    open.values().forEach(alert -> resolveIfOver(alert, quiet));
    return tell.stream()
        .map(id -> AlertTable.find(handle, id, now).orElseThrow())
        .filter(alert -> alert.state() != Alert.State.MUTED)
        .toList();
  }

  /** Whether the window opened its thread, for the first time or again. */
  boolean isOpened(Alert alert) {
    return opened.contains(alert.id());
  }

  private static Predicate<Sighting> distinctSubjects() {
    Set<Subject> subjects = new HashSet<>();
    return sighting -> subjects.add(sighting.subject());
  }

  private static Subject subject(Alert alert) {
    return new Subject(alert.feature(), alert.segment());
  }

  private void seen(Sighting sighting, Optional<Alert> open) {
    if (open.isPresent()) {
      continued(open.get(), sighting);
      return;
    }
    Optional<Alert> past = AlertTable.newestOf(handle, model, sighting.subject(), now);
    if (past.isEmpty()) {
      opened(sighting);
    } else if (!isStale(past.get())) {
      if (daysSince(past.get()) <= Alerts.COOL_DOWN_DAYS) {
        reopened(past.get(), sighting);
      } else {
        opened(sighting);
      }
    }
  }

  /** Whether the thread knows this window, or a later one. */
  private boolean isStale(Alert alert) {
    LocalDate known = alert.lastWindow().end();
    return !window.end().isAfter(known);
  }

  private long daysSince(Alert alert) {
    return ChronoUnit.DAYS.between(alert.lastWindow().end(), window.start());
  }

  private void opened(Sighting sighting) {
    long id = AlertTable.insert(handle, sighting, now);
    note(id, "opened", sighting.what());
    opened.add(id);
    tell.add(id);
  }

  private void reopened(Alert past, Sighting sighting) {
    AlertTable.Counts counts =
        new AlertTable.Counts(1, isAlarm(sighting) ? 1 : 0, sighting.severity());
    AlertTable.reopen(handle, past.id(), sighting, counts, now);
    note(past.id(), "opened again", sighting.what());
    opened.add(past.id());
    if (sighting.severity().compareTo(past.severity()) > 0) {
      tell.add(past.id());
    }
  }

  private void continued(Alert alert, Sighting sighting) {
    if (isStale(alert)) {
      return;
    }
    Severity worst = max(alert.severity(), sighting.severity());
    if (alert.lastWindow().period() != window.period()) {
      AlertTable.worsen(handle, alert.id(), worst, now);
    } else {
      boolean consecutive = alert.lastWindow().equals(window.previous());
      int windows = consecutive ? alert.windows() + 1 : 1;
      int alarms = !isAlarm(sighting) ? 0 : consecutive ? alert.alarms() + 1 : 1;
      AlertTable.Counts counts = new AlertTable.Counts(windows, alarms, worst);
      AlertTable.continueThread(handle, alert.id(), sighting, counts, now);
    }
    note(alert.id(), worst == alert.severity() ? "seen" : "became an alarm", sighting.what());
    if (worst != alert.severity()) {
      tell.add(alert.id());
    }
  }

  private static boolean isAlarm(Sighting sighting) {
    return sighting.severity() == Severity.ALARM;
  }

  private static Severity max(Severity a, Severity b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private void resolveIfOver(Alert alert, Set<Subject> quiet) {
    MonitoringWindow last = alert.lastWindow();
    if (last.period() != window.period() || isStale(alert)) {
      return;
    }
    boolean forgotten =
        last.start()
            .plusDays((long) Alerts.FORGOTTEN_AFTER_WINDOWS * window.period().days())
            .isBefore(window.start());
    if (quiet.contains(subject(alert))) {
      AlertTable.resolve(handle, alert.id(), now);
      note(alert.id(), "resolved", "calm in the window from " + window.start());
    } else if (forgotten) {
      AlertTable.resolve(handle, alert.id(), now);
      note(alert.id(), "resolved", "not measured since the window from " + last.start());
    }
  }

  private void note(long id, String what, String detail) {
    AlertNoteTable.add(handle, id, new AlertNote(now, WORKER, what, detail, Optional.of(window)));
  }
}
