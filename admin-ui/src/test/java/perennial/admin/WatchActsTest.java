package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.admin.testing.Sample;
import perennial.registry.ServingReport;
import perennial.registry.monitoring.Alert;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.TrainingRun;

/** What people do on the pages that watch: alerts, runs, gates. */
final class WatchActsTest extends WatchActsCase {
  private static final String ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

  private Alert alert(long id) {
    return world.parts.alerts().alert(id).orElseThrow();
  }

  @Test
  void acknowledge_anOpenAlert_isKeptWithTheName() {
    HttpResponse<String> response = browser.submit("/alerts/2", "/alerts/2/acknowledge", Map.of());
    assertEquals(303, response.statusCode());
    assertEquals("maria", alert(2).acknowledgedBy());
    String page = browser.get(Browser.location(response)).body();
    assertTrue(page.contains("Acknowledged: it is yours now"), page);
    assertFalse(page.contains("/alerts/2/acknowledge\""), "no second button");
  }

  @Test
  void acknowledge_aResolvedAlert_changesNothingAndSaysSo() {
    HttpResponse<String> response = browser.submit("/alerts/2", "/alerts/1/acknowledge", Map.of());
    assertTrue(browser.get(Browser.location(response)).body().contains("It is over already"));
    assertEquals("", alert(1).acknowledgedBy());
  }

  @Test
  void acknowledge_withoutTheToken_isForbidden() {
    assertEquals(403, browser.post("/alerts/2/acknowledge", Map.of("csrf", "0")).statusCode());
    assertEquals(404, browser.submit("/alerts/2", "/alerts/99/acknowledge", Map.of()).statusCode());
  }

  private HttpResponse<String> mute(String until, String reason) {
    return browser.submit("/alerts/2", "/alerts/2/mute", Map.of("until", until, "reason", reason));
  }

  @Test
  void mute_withDayAndReason_lastsToTheEndOfThatDay() {
    assertEquals(303, mute("2026-11-30", "The campaign ends then").statusCode());
    assertEquals(Alert.State.MUTED, alert(2).state());
    assertEquals(Instant.parse("2026-12-01T00:00:00Z"), alert(2).mutedUntil().orElseThrow());
    assertTrue(browser.get("/alerts/2").body().contains("The campaign ends then"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "2026-11-30 | '' | Say why",
        "2026-11-21 | x | must be from today",
        "2028-01-01 | x | must be from today",
        "soon | x | is not a day such as",
        "'' | x | is not a day such as",
      })
  void mute_wrongly_isExplainedAndKept(String until, String reason, String said) {
    HttpResponse<String> response = mute(until, reason);
    assertEquals(422, response.statusCode());
    assertTrue(response.body().contains(said), response.body());
    assertEquals(Alert.State.OPEN, alert(2).state());
  }

  @Test
  void mute_reasonOf1001Characters_isRefused() {
    assertEquals(422, mute("2026-11-30", "x".repeat(1001)).statusCode());
    assertEquals(303, mute("2026-11-30", "x".repeat(1000)).statusCode());
  }

  private HttpResponse<String> train(String model, String family, String days, String why) {
    return browser.submit(
        "/training",
        "/training",
        Map.of("model", model, "family", family, "holdout-days", days, "reason", why));
  }

  @Test
  void start_withReason_queuesARunWithItsSettings() {
    HttpResponse<String> response = train("retail", "bg-nbd", "60", "New season");
    assertEquals(303, response.statusCode(), response.body());
    assertEquals("/training/4?done=started", Browser.location(response));
    TrainingRun run = world.parts.runs().run(4).orElseThrow();
    assertEquals("{\"family\":\"bg-nbd\",\"holdout-days\":60}", run.settings());
    assertEquals("maria", run.actor());
    assertEquals(TrainingRun.Trigger.HAND, run.trigger());
    String page = browser.get("/training/4").body();
    assertTrue(page.contains("Run 4 of retail waits for a worker"), page);
  }

  @Test
  void start_whileOneIsUnderWay_isAConflict() {
    HttpResponse<String> response = train("first-purchase", "mbg-nbd", "90", "Again");
    assertEquals(409, response.statusCode());
    assertTrue(response.body().contains("is under way already"), response.body());
    assertTrue(response.body().contains("Again"), "the reason is kept");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | mbg-nbd | 90 | x | Say which model",
        "retail | magic | 90 | x | Family",
        "retail | mbg-nbd | many | x | is not a number of days",
        "retail | mbg-nbd | 9999 | x | more than 3650",
        "retail | mbg-nbd | 90 | '' | Say why",
      })
  void start_wrongly_isExplained(
      String model, String family, String days, String why, String said) {
    HttpResponse<String> response = train(model, family, days, why);
    assertEquals(422, response.statusCode(), response.body());
    assertTrue(response.body().contains(said), response.body());
    assertTrue(world.parts.runs().run(4).isEmpty());
  }

  @Test
  void start_wronglyInSeveralFields_listsEach_andKeepsWhatWasTyped() {
    String page = train("", "mbg-nbd", "many", " ").body();
    assertTrue(page.contains("<a href=\"#model\">Say which model.</a>"), page);
    assertTrue(page.contains("<a href=\"#holdout-days\">Holdout &#39;many&#39;"), page);
    assertTrue(page.contains("<a href=\"#reason\">Say why"), page);
    assertTrue(page.contains("value=\"many\""), page);
    for (String id : List.of("model", "holdout-days", "reason")) {
      assertEquals(2, page.split("id=\"%s\"".formatted(id), -1).length, id);
      assertTrue(page.contains("id=\"%s-wrong\"".formatted(id)), id);
    }
  }

  @Test
  void start_unknownModel_isNotFound() {
    assertEquals(404, train("nobody", "mbg-nbd", "90", "x").statusCode());
  }

  @Test
  void cancel_aRunningRun_isAskedFor() {
    HttpResponse<String> response = browser.submit("/training/3", "/training/3/cancel", Map.of());
    assertEquals(303, response.statusCode());
    assertEquals(TrainingRun.State.CANCELLING, world.parts.runs().run(3).orElseThrow().state());
    HttpResponse<String> late = browser.submit("/training/3", "/training/2/cancel", Map.of());
    assertTrue(browser.get(Browser.location(late)).body().contains("It has ended already"));
  }

  @Test
  void overview_serversWellButAlertsOpen_saysSoInItsTitle() {
    world
        .parts
        .registry()
        .report(
            new ServingReport(
                "serve-b", "first-purchase", 2, 2, ServingReport.State.READY, "", Sample.NOW));
    String page = browser.get("/").body();
    assertTrue(page.contains("Every server is well, but 1 alarm and 1 warning are open"), page);
    assertEquals(303, browser.submit("/alerts/2", "/alerts/2/acknowledge", Map.of()).statusCode());
    assertTrue(browser.get("/").body().contains("but 1 warning is open"));
  }

  private HttpResponse<String> promote(Map<String, String> more) {
    Map<String, String> form = new HashMap<>(more);
    form.put("version", "5");
    form.put("sequence", "6");
    form.putIfAbsent("reason", "Email customers");
    return browser.submit("/models/retail/promote?version=5", "/models/retail/deployments", form);
  }

  @Test
  void promote_overAGate_needsTheOverrideAndKeepsItInTheAudit() {
    HttpResponse<String> refused = promote(Map.of());
    assertEquals(422, refused.statusCode());
    assertTrue(refused.body().contains("Not every gate passed"), refused.body());
    assertEquals(303, promote(Map.of("override", "yes")).statusCode());
    assertEquals(
        "Override of replay: Email customers",
        world.parts.registry().live("retail").orElseThrow().reason());
    assertTrue(browser.get("/audit").body().contains("Override of replay: Email customers"));
  }

  @Test
  void promote_overAGate_withTooLongAReason_isRefused() {
    HttpResponse<String> response = promote(Map.of("override", "yes", "reason", "x".repeat(1000)));
    assertEquals(422, response.statusCode());
    assertTrue(response.body().contains("1,000 fit"), response.body());
  }

  @Test
  void shadow_overAGate_needsNoOverride() {
    assertEquals(303, promote(Map.of("part", "shadow")).statusCode());
    assertEquals("Email customers", world.parts.registry().live("retail").orElseThrow().reason());
  }

  @Test
  void database_down_answersUnavailable() {
    String token = Browser.token(browser.get("/training").body());
    world.parts.registry().down(true);
    for (String path : List.of("/drift", "/models/retail/accuracy", "/alerts", "/training/2")) {
      assertEquals(503, browser.get(path).statusCode(), path);
    }
    assertEquals(503, browser.post("/alerts/2/acknowledge", Map.of("csrf", token)).statusCode());
    world.parts.registry().down(false);
  }

  @Test
  void markup_inReasonsAndLogs_isText() {
    assertEquals(303, mute("2026-11-30", ATTACK).statusCode());
    TrainingRun run =
        world
            .parts
            .runs()
            .request(
                new NewTrainingRun(
                    "retail",
                    TrainingRun.Trigger.HAND,
                    OptionalLong.empty(),
                    "maria",
                    ATTACK,
                    "{\"family\":\"<img src=x>\"}"))
            .orElseThrow();
    world.parts.runs().log(run.id(), ATTACK);
    for (String path : List.of("/alerts/2", "/training", "/training/4/live")) {
      HttpResponse<String> page = browser.get(path);
      assertEquals(200, page.statusCode(), page.body());
      assertFalse(page.body().contains("<script>alert"), path);
      assertFalse(page.body().contains("<img"), path);
      assertTrue(page.body().contains("&lt;script&gt;alert(1)"), path);
    }
    assertFalse(browser.get("/training/4").body().contains("<img"));
  }
}
