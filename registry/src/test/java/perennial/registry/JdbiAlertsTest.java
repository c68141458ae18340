package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.monitoring.Alert.Severity;
import perennial.registry.monitoring.Alert.State;
import perennial.registry.monitoring.AlertNote;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Alerts.AlertFilter;

/** What people do to alerts and read of them. */
class JdbiAlertsTest extends AlertsCase {
  @Test
  void mute_untilATime_keepsStillUntilThen() {
    seen(0, Severity.WARNING);
    long id = only().id();
    Instant until = clock.instant().plus(Duration.ofDays(10));
    assertTrue(alerts.mute(id, until, "ann", "known: spring sale"));
    assertEquals(State.MUTED, only().state());
    assertEquals(Optional.of(until), only().mutedUntil());
    assertEquals(List.of(), seen(1, Severity.ALARM));
    assertEquals(2, only().windows());
    clock.forward(Duration.ofDays(10));
    assertEquals(State.OPEN, only().state());
    AuditEntry audited = db.audit().entries(AuditLog.AuditFilter.NONE, 0, 1).getFirst();
    assertEquals("alert muted", audited.action());
    assertEquals("ann", audited.actor());
    assertEquals("known: spring sale", audited.reason());
    assertEquals("retail alert " + id, audited.subject());
    assertTrue(audited.detail().contains("channel email"), audited::detail);
  }

  @Test
  void mute_reasonWithMarkup_isKeptAsItIs() {
    seen(0, Severity.WARNING);
    String reason = "<script>alert('1')</script> \"A & B\" {{x}} %s ${y} \u202e\ud83d\ude00 ' --";
    assertTrue(alerts.mute(only().id(), clock.instant().plusSeconds(60), "ann", reason));
    assertEquals(reason, db.audit().entries(AuditLog.AuditFilter.NONE, 0, 1).getFirst().reason());
    assertTrue(alerts.notes(only().id()).getLast().detail().endsWith(": " + reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"zero \0", "bell \u0007", "two\nlines", "two\r\nlines", "a\u0085b", "a\u2028b"})
  void mute_reasonWithControlCharacters_isRefusedByName(String reason) {
    seen(0, Severity.WARNING);
    String said =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> alerts.mute(only().id(), clock.instant().plusSeconds(60), "ann", reason))
                .getMessage());
    assertTrue(said.startsWith("reason must be one line without control characters"), said);
    assertEquals(State.OPEN, only().state());
    assertEquals(List.of(), db.audit().entries(AuditLog.AuditFilter.NONE, 0, 1));
  }

  @Test
  void notes_ofWindowsAndActs_haveTheirWindow() {
    seen(0, Severity.WARNING);
    assertTrue(alerts.acknowledge(only().id(), "ann"));
    seen(1, Severity.ALARM);
    assertTrue(alerts.mute(only().id(), clock.instant().plusSeconds(60), "ann", "a sale"));
    alerts.registered(retrain(), 8);
    calm(2);
    alerts.note(only().id(), new AlertNote(clock.instant(), "ann", "seen by the board", ""));
    assertEquals(
        List.of(
            "opened 2026-03-02",
            "acknowledged 2026-03-02",
            "became an alarm 2026-03-09",
            "muted 2026-03-09",
            "retraining started 2026-03-09",
            "retraining triggered 2026-03-09",
            "version registered 2026-03-09",
            "resolved 2026-03-16",
            "seen by the board -"),
        alerts.notes(only().id()).stream()
            .map(note -> note.what() + note.window().map(w -> " " + w.start()).orElse(" -"))
            .toList());
  }

  @Test
  void seen_ofWindows_namesTheThreadsWhateverBecameOfThem() {
    seen(0, Severity.WARNING);
    assertTrue(alerts.acknowledge(only().id(), "ann"));
    calm(1);
    seen(2, Severity.WARNING);
    seen(3, Severity.ALARM);
    assertEquals(
        List.of(week(0), week(2), week(3)),
        seenBetween(0, 3).stream()
            .filter(s -> s.subject().equals(SPEND))
            .map(Alerts.Seen::window)
            .toList());
    assertEquals(1, seenBetween(2, 2).size());
    assertEquals(List.of(), seenBetween(1, 1));
    assertEquals(List.of(), alerts.seen("other", week(0).start(), week(3).start()));
  }

  private List<Alerts.Seen> seenBetween(int first, int last) {
    return alerts.seen("retail", week(first).start(), week(last).start());
  }

  @Test
  void mute_badReasonOrTime_isRefused() {
    seen(0, Severity.WARNING);
    long id = only().id();
    Instant later = clock.instant().plusSeconds(60);
    assertThrows(IllegalArgumentException.class, () -> alerts.mute(id, later, "ann", " "));
    assertThrows(
        IllegalArgumentException.class, () -> alerts.mute(id, later, "ann", "x".repeat(1001)));
    assertThrows(
        IllegalArgumentException.class, () -> alerts.mute(id, clock.instant(), "ann", "now"));
    assertThrows(IllegalArgumentException.class, () -> alerts.acknowledge(id, " "));
    assertEquals(State.OPEN, only().state());
    assertEquals(List.of(), db.audit().entries(AuditLog.AuditFilter.NONE, 0, 1));
  }

  @Test
  void acknowledge_byAPerson_isInThreadAndAudit() {
    seen(0, Severity.WARNING);
    assertTrue(alerts.acknowledge(only().id(), "ann"));
    assertEquals(State.ACKNOWLEDGED, only().state());
    assertEquals("ann", only().acknowledgedBy());
    assertEquals(1, seen(1, Severity.ALARM).size());
    assertEquals(State.ACKNOWLEDGED, only().state());
    assertEquals(
        "alert acknowledged",
        db.audit().entries(AuditLog.AuditFilter.NONE, 0, 1).getFirst().action());
    assertFalse(alerts.acknowledge(only().id() + 1, "ann"));
  }

  @Test
  void alerts_filtered_byModelAndText() {
    seen(0, Severity.ALARM);
    for (String text : List.of("", "EMAIL", "purchase_am", "doubled", "channel email")) {
      assertEquals(1, alerts.alerts(new AlertFilter("retail", text, true), 0, 9).size(), text);
    }
    for (String text : List.of("x%", "purchase%amount", "'")) {
      assertEquals(0, alerts.alerts(new AlertFilter("retail", text, true), 0, 9).size(), text);
    }
    assertEquals(0, alerts.alerts(new AlertFilter("other", "", true), 0, 9).size());
  }
}
