package perennial.admin.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import perennial.monitoring.MonitoringWindow;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.AlertNote;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Sighting;
import perennial.registry.monitoring.Subject;
import perennial.registry.retraining.AlarmDecision;
import perennial.registry.retraining.TrainingRun;

/** Alerts in memory: each sighting opens a thread or continues one; nothing resolves by itself. */
public final class FakeAlerts implements Alerts {
  private final FakeRegistry registry;
  private final FakeAudit audit;
  private final Clock clock;
  private final Map<Long, Alert> alerts = new TreeMap<>();
  private final Map<Long, List<AlertNote>> notes = new TreeMap<>();

  FakeAlerts(FakeRegistry registry, FakeAudit audit, Clock clock) {
    this.registry = registry;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public synchronized List<Alert> seen(
      String model, MonitoringWindow window, List<Sighting> sightings, Collection<Subject> calm) {
    for (Alert a : List.copyOf(alerts.values())) {
      if (a.model().equals(model) && calm.contains(new Subject(a.feature(), a.segment()))) {
        change(
            a.id(), old -> with(old, Alert.State.RESOLVED, old.acknowledgedBy(), old.mutedUntil()));
        add(a.id(), "worker", "resolved", "calm in " + window.start(), Optional.of(window));
      }
    }
    return sightings.stream().map(s -> seen(model, s)).toList();
  }

  private Alert seen(String model, Sighting s) {
    Optional<Alert> open =
        alerts.values().stream()
            .filter(a -> a.model().equals(model) && a.state() != Alert.State.RESOLVED)
            .filter(a -> a.feature().equals(s.feature()) && a.segment().equals(s.segment()))
            .findFirst();
    long id = open.map(Alert::id).orElse(alerts.size() + 1L);
    alerts.put(
        id,
        new Alert(
            id,
            model,
            open.map(Alert::version).orElse(s.version()),
            s.feature(),
            s.role(),
            s.segment(),
            s.severity(),
            open.map(Alert::state).orElse(Alert.State.OPEN),
            open.map(Alert::firstSeen).orElse(clock.instant()),
            clock.instant(),
            s.window(),
            open.map(Alert::windows).orElse(0) + 1,
            s.severity() == Alert.Severity.ALARM ? 1 : 0,
            s.size(),
            s.what(),
            s.suggestion(),
            "",
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty()));
    add(id, "worker", "seen", s.what(), Optional.of(s.window()));
    return alerts.get(id);
  }

  private void add(long id, String actor, String what, String detail) {
    add(id, actor, what, detail, alert(id).map(Alert::lastWindow));
  }

  private void add(
      long id, String actor, String what, String detail, Optional<MonitoringWindow> window) {
    notes
        .computeIfAbsent(id, key -> new ArrayList<>())
        .add(new AlertNote(clock.instant(), actor, what, detail, window));
  }

  private void change(long id, UnaryOperator<Alert> how) {
    alerts.computeIfPresent(id, (key, alert) -> how.apply(alert));
  }

  private static Alert with(
      Alert a, Alert.State state, String acknowledgedBy, Optional<Instant> mutedUntil) {
    return new Alert(
        a.id(),
        a.model(),
        a.version(),
        a.feature(),
        a.role(),
        a.segment(),
        a.severity(),
        state,
        a.firstSeen(),
        a.lastSeen(),
        a.lastWindow(),
        a.windows(),
        a.alarms(),
        a.size(),
        a.what(),
        a.suggestion(),
        acknowledgedBy,
        mutedUntil,
        a.trainingRun(),
        a.challenger());
  }

  private static Alert tied(Alert a, OptionalLong run, OptionalLong challenger) {
    return new Alert(
        a.id(),
        a.model(),
        a.version(),
        a.feature(),
        a.role(),
        a.segment(),
        a.severity(),
        a.state(),
        a.firstSeen(),
        a.lastSeen(),
        a.lastWindow(),
        a.windows(),
        a.alarms(),
        a.size(),
        a.what(),
        a.suggestion(),
        a.acknowledgedBy(),
        a.mutedUntil(),
        run,
        challenger);
  }

  @Override
  public synchronized List<Alert> alerts(AlertFilter filter, long beforeId, int limit) {
    registry.check();
    String text = filter.text().toLowerCase(Locale.ROOT);
    return List.copyOf(alerts.values()).reversed().stream()
        .filter(a -> beforeId == 0 || a.id() < beforeId)
        .filter(a -> filter.model().isEmpty() || a.model().equals(filter.model()))
        .filter(a -> !filter.unresolvedOnly() || a.state() != Alert.State.RESOLVED)
        .filter(a -> (a.feature() + a.segment() + a.what()).toLowerCase(Locale.ROOT).contains(text))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Alert> alert(long id) {
    registry.check();
    return Optional.ofNullable(alerts.get(id));
  }

  @Override
  public synchronized List<AlertNote> notes(long id) {
    return List.copyOf(notes.getOrDefault(id, List.of()));
  }

  @Override
  public synchronized List<Seen> seen(String model, LocalDate first, LocalDate last) {
    return alerts.values().stream()
        .filter(a -> a.model().equals(model))
        .flatMap(a ->
            notes(a.id()).stream()
                .filter(n -> AlertNote.SIGHTINGS.contains(n.what()))
                .flatMap(n -> n.window().stream())
                .filter(w -> !w.start().isBefore(first) && !w.start().isAfter(last))
                .map(w -> new Seen(new Subject(a.feature(), a.segment()), w)))
        .distinct()
        .sorted(Comparator.comparing((Seen s) -> s.window().start()).thenComparing(Seen::toString))
        .toList();
  }

  private boolean isOver(long id) {
    return !alerts.containsKey(id) || alerts.get(id).state() == Alert.State.RESOLVED;
  }

  @Override
  public synchronized boolean acknowledge(long id, String actor) {
    if (isOver(id)) {
      return false;
    }
    change(id, a -> with(a, Alert.State.ACKNOWLEDGED, actor, a.mutedUntil()));
    add(id, actor, "acknowledged", "");
    audit.append(actor, "acknowledge-alert", "alert " + id, "", "");
    return true;
  }

  @Override
  public synchronized boolean mute(long id, Instant until, String actor, String reason) {
    if (isOver(id)) {
      return false;
    }
    change(id, a -> with(a, Alert.State.MUTED, a.acknowledgedBy(), Optional.of(until)));
    add(id, actor, "muted", reason);
    audit.append(actor, "mute-alert", "alert " + id, "until " + until, reason);
    return true;
  }

  @Override
  public synchronized void note(long id, AlertNote note) {
    add(id, note.actor(), note.what(), note.detail(), note.window());
  }

  @Override
  public boolean isDecided(long id, MonitoringWindow window) {
    throw new UnsupportedOperationException("the worker's");
  }

  @Override
  public Optional<TrainingRun> decide(AlarmDecision decision) {
    throw new UnsupportedOperationException("the worker's");
  }

  /** As when {@link #decide} queued the run. */
  synchronized void triggered(long id, long trainingRun) {
    change(id, a -> tied(a, OptionalLong.of(trainingRun), a.challenger()));
  }

  @Override
  public synchronized void registered(long trainingRun, long challenger) {
    for (Alert a : List.copyOf(alerts.values())) {
      if (a.trainingRun().equals(OptionalLong.of(trainingRun))) {
        change(a.id(), old -> tied(old, old.trainingRun(), OptionalLong.of(challenger)));
      }
    }
  }
}
