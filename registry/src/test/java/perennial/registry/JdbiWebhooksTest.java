package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Sighting;
import perennial.registry.retraining.TrainingRun.State;
import perennial.registry.testing.TestDatabase;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhook;
import perennial.registry.webhooks.Webhooks;

class JdbiWebhooksTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final String URL = "https://hooks.example/in?token=t0p";

  private final Database db = TestDatabase.fresh(Clock.systemUTC());
  private final Webhooks webhooks = db.webhooks();

  @AfterEach
  void close() {
    db.close();
  }

  private Webhook hook(String... events) {
    return webhooks.create(URL, Set.of(events), "ann").webhook();
  }

  private Delivery only(Webhook hook) {
    List<Delivery> deliveries = webhooks.deliveries(hook.id(), 0, 10);
    assertEquals(1, deliveries.size());
    return deliveries.getFirst();
  }

  @Test
  void create_anEndpoint_showsItsSecretOnce() {
    Webhooks.Created created = webhooks.create(URL, Set.of("run.failed"), "ann");
    assertEquals(List.of(created.webhook()), webhooks.webhooks());
    String secret = created.secret();
    assertTrue(secret.startsWith("whsec_"));
    assertEquals(32, Base64.getDecoder().decode(secret.substring(6)).length);
    assertFalse(created.toString().contains(secret));
    AuditEntry entry =
        db.audit().entries(new AuditFilter("", "create webhook", ""), 0, 9).getFirst();
    assertEquals("https://hooks.example/in?..., [run.failed]", entry.detail());
    webhooks.publish("run.failed", "{}");
    Webhooks.Due due = webhooks.due(5, LEASE).getFirst();
    assertEquals(secret, due.secret());
    assertFalse(due.toString().contains(secret));
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://x.example/, run.failed, url must begin",
    "https:///nobody, run.failed, url must name a host",
    "https://u:p@x.example/, run.failed, url must name a host",
    "https://x.example/a b, run.failed, url is not valid",
    "https://x.example:70000/, run.failed, 'url must have a port from 1 to 65535, not 70000'",
    "http://x.example:0/, run.failed, url must have a port",
    "https://x.example/, run.lost, events: run.lost",
  })
  void create_ofBadInput_namesTheField(String url, String event, String said) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> webhooks.create(url, Set.of(event), "ann"));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith(said), refusal::getMessage);
    assertEquals(List.of(), webhooks.webhooks());
  }

  @Test
  void setEnabled_reasonWithMarkup_reachesTheAuditAsItIs() {
    Webhook hook = hook();
    String reason = "<img src=x onerror=alert(1)> \"A & B\" \u202e'; DROP TABLE webhooks; --";
    assertTrue(webhooks.setEnabled(hook.id(), false, "ann", " " + reason + " "));
    AuditFilter disabled = new AuditFilter("", "disable webhook", "");
    assertEquals(reason, db.audit().entries(disabled, 0, 1).getFirst().reason());
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> webhooks.delete(hook.id(), "ann", "zero \0, bell \u0007"));
    assertEquals(
        "reason must be one line without control characters; it has U+0000", refusal.getMessage());
    assertEquals(1, webhooks.webhooks().size());
  }

  @Test
  void publish_toThoseThatWantIt_inOneEnvelope() {
    Webhook all = hook();
    Webhook some = hook("run.failed", "alert.opened");
    Webhook other = hook("version.registered");
    Webhook disabled = hook();
    assertTrue(webhooks.setEnabled(disabled.id(), false, "ann", "a test"));
    webhooks.publish("alert.opened", "{\"alert\": 7}");
    Delivery delivery = only(all);
    assertTrue(delivery.body().startsWith("{\"type\":\"alert.opened\",\"timestamp\":\"20"));
    assertTrue(delivery.body().endsWith("\"data\":{\"alert\":7}}"), delivery::body);
    assertFalse(delivery.messageId().equals(only(some).messageId()));
    assertEquals(List.of(), webhooks.deliveries(other.id(), 0, 10));
    assertEquals(List.of(), webhooks.deliveries(disabled.id(), 0, 10));
    assertThrows(IllegalArgumentException.class, () -> webhooks.publish("alert.lost", "{}"));
    assertThrows(IllegalArgumentException.class, () -> webhooks.publish("alert.opened", "7"));
  }

  @Test
  void deploymentsVersionsAndRuns_tellByThemselves() {
    Webhook hook = hook();
    var unused = db.trainingRuns().request(JdbiTrainingRunsTest.wanted("retail"));
    long run = db.trainingRuns().claim("w1").orElseThrow().id();
    db.trainingRuns().register(run, "w1", Samples.version("retail", 1, "w"));
    assertTrue(db.trainingRuns().end(run, "w1", State.SUCCEEDED, "v1"));
    db.registry().deploy(NewDeployment.champion("retail", 1, 0, "ann", "first"));
    assertThrows(
        DeploymentConflict.class,
        () -> db.registry().deploy(NewDeployment.champion("retail", 1, 0, "ann", "again")));
    List<Delivery> told = webhooks.deliveries(hook.id(), 0, 10);
    assertEquals(
        List.of("deployment.changed", "run.succeeded", "version.registered"),
        told.stream().map(Delivery::event).toList());
    assertTrue(told.getFirst().body().contains("\"championVersion\":1"));
    assertTrue(told.get(1).body().contains("\"version\":1"));
  }

  @Test
  void alerts_openedAndWorsened_tellByThemselvesOnce() {
    Webhook hook = hook();
    MonitoringWindow day = new MonitoringWindow(Period.DAY, LocalDate.of(2026, 3, 2));
    seen(day, Alert.Severity.WARNING, 0.5);
    seen(day, Alert.Severity.WARNING, 0.5); // measured again
    seen(day.next(), Alert.Severity.ALARM, 1.5);
    List<Delivery> told = webhooks.deliveries(hook.id(), 0, 10);
    assertEquals(
        List.of("alert.worsened", "alert.opened"), told.stream().map(Delivery::event).toList());
    assertTrue(told.getFirst().body().contains("\"severity\":\"ALARM\""));
  }

  private void seen(MonitoringWindow window, Alert.Severity severity, double size) {
    var unused =
        db.alerts()
            .seen(
                "retail",
                window,
                List.of(
                    new Sighting(
                        "retail",
                        1,
                        "purchase_amount",
                        FeatureRole.FLOW,
                        Segment.ALL,
                        severity,
                        window,
                        size,
                        "it moved",
                        "look")),
                List.of());
  }

  @Test
  void due_twoWorkersAtOnce_eachMessageIsTakenOnce() throws Exception {
    Webhook hook = hook();
    IntStream.range(0, 100).forEach(i -> webhooks.publish("run.failed", "{}"));
    Set<Long> taken = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<List<Long>>> both =
          threads.invokeAll(List.of(this::takeUntilEmpty, this::takeUntilEmpty));
      for (Future<List<Long>> some : both) {
        for (Long id : some.get()) {
          assertTrue(taken.add(id));
        }
      }
    }
    assertEquals(100, taken.size());
    assertEquals(1, webhooks.deliveries(hook.id(), 0, 1).getFirst().attempts());
  }

  private List<Long> takeUntilEmpty() {
    List<Long> ids = new ArrayList<>();
    for (List<Webhooks.Due> due = webhooks.due(7, LEASE);
        !due.isEmpty();
        due = webhooks.due(7, LEASE)) {
      due.forEach(d -> ids.add(d.delivery().id()));
    }
    return ids;
  }

  @Test
  void failed_thenDead_thenSentAgain() {
    Webhook hook = hook();
    webhooks.publish("run.failed", "{}");
    long id = webhooks.due(1, LEASE).getFirst().delivery().id();
    webhooks.failed(id, 500, "oops", Optional.of(Duration.ofHours(1)));
    assertEquals(List.of(), webhooks.due(1, LEASE));
    assertEquals(Delivery.State.PENDING, only(hook).state());
    webhooks.failed(id, 0, "no answer", Optional.of(Duration.ZERO));
    Delivery second = webhooks.due(1, LEASE).getFirst().delivery();
    assertEquals(2, second.attempts());
    webhooks.failed(id, 503, "no", Optional.empty());
    assertEquals(Delivery.State.DEAD, only(hook).state());
    assertEquals("no", only(hook).detail());
    webhooks.delivered(id, 200); // of an attempt that was given up long ago
    assertEquals(Delivery.State.DEAD, only(hook).state());
    assertTrue(webhooks.resend(id, "ann"));
    assertFalse(webhooks.resend(id, "ann"));
    assertEquals(second.messageId(), webhooks.due(1, LEASE).getFirst().delivery().messageId());
    webhooks.delivered(id, 204);
    assertEquals(Delivery.State.DELIVERED, only(hook).state());
    assertEquals(204, only(hook).status());
  }

  @Test
  void due_leaseOver_isTakenAgain() {
    var unused = hook();
    webhooks.publish("run.failed", "{}");
    assertEquals(1, webhooks.due(5, Duration.ZERO).size());
    assertEquals(2, webhooks.due(5, LEASE).getFirst().delivery().attempts());
    assertEquals(List.of(), webhooks.due(5, LEASE));
  }

  @Test
  void disabledOrDeleted_isNotSentTo() {
    Webhook hook = hook();
    webhooks.publish("run.failed", "{}");
    assertTrue(webhooks.setEnabled(hook.id(), false, "ann", "a test"));
    assertEquals(List.of(), webhooks.due(5, LEASE));
    assertTrue(webhooks.delete(hook.id(), "ann", "a test"));
    assertFalse(webhooks.delete(hook.id(), "ann", "a test"));
    assertFalse(webhooks.setEnabled(hook.id(), true, "ann", "a test"));
    assertEquals(List.of(), webhooks.deliveries(hook.id(), 0, 5));
    assertEquals(3, db.audit().entries(new AuditFilter("ann", "", "webhook"), 0, 9).size());
  }

  @Test
  void prune_oldOnes_leavesThePending() {
    Webhook hook = hook();
    webhooks.publish("run.failed", "{}");
    webhooks.publish("run.failed", "{}");
    webhooks.delivered(webhooks.due(1, LEASE).getFirst().delivery().id(), 200);
    assertEquals(0, webhooks.prune(Duration.ofDays(1)));
    assertEquals(1, webhooks.prune(Duration.ZERO));
    assertEquals(Delivery.State.PENDING, only(hook).state());
  }

  /** As when the database's clock was days ahead while the message was planned. */
  @Test
  void due_plannedByAClockThatWasSetBack_isDue() {
    Webhook hook = hook();
    webhooks.publish("run.failed", "{}");
    plan("3 days");
    assertEquals(1, webhooks.due(5, LEASE).size());
    assertEquals(List.of(), webhooks.due(5, LEASE), "leased as any other");
    plan("4 hours 30 minutes");
    assertEquals(List.of(), webhooks.due(5, LEASE), "within what a message may wait");
    assertEquals(1, only(hook).attempts());
  }

  private void plan(String ahead) {
    db.jdbi()
        .useHandle(handle ->
            handle.execute(
                "UPDATE webhook_deliveries SET next_attempt = now() + CAST(? AS interval)", ahead));
  }
}
