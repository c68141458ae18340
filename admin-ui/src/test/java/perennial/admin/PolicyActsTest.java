package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.retraining.Policy;

/** What people change of a model's retraining policy, over HTTP. */
final class PolicyActsTest extends WatchActsCase {
  private static Map<String, String> policy() {
    Map<String, String> form = new HashMap<>();
    form.put("every-days", "14");
    form.put("daily-budget", "1");
    form.put("cool-down-hours", "48");
    form.put("then", "shadow");
    form.put("percent", "12,5");
    form.put("family", "pareto-nbd");
    form.put("holdout-days", "");
    form.put("reason", "Slower");
    return form;
  }

  @Test
  void policy_withReason_isKept() {
    HttpResponse<String> response =
        browser.submit("/models/retail/policy", "/models/retail/policy", policy());
    assertEquals(303, response.statusCode(), response.body());
    assertEquals(
        new Policy(14, false, 1, 48, Policy.Then.SHADOW, .125, "{\"family\":\"pareto-nbd\"}"),
        world.parts.runs().policy("retail"));
    assertTrue(
        browser.get("/models/retail/policy").body().contains("Every 14 days; not by alerts"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "every-days | -1 | Days between runs",
        "daily-budget | many | Runs by alerts",
        "cool-down-hours | 99999 | Hours between",
        "then | king | what becomes of a version",
        "reason | '' | Say why",
        "reason | \u200b | Say why",
        "gate-bias | wide | &#39;wide&#39; is not a number from 0 to 10.",
        "gate-bias | 0,1 | &#39;0,1&#39; is not a number from 0 to 10.",
        "gate-calibration | 1.5 | is not a number from 0 to 1.",
        "gate-min-customers | 0.5 | is not a whole number from 1 to 1,000,000,000.",
        "replay-days | 367 | is not a whole number from 1 to 366.",
      })
  void policy_wrongly_isExplainedAndNotKept(String field, String value, String said) {
    Map<String, String> form = policy();
    form.put(field, value);
    HttpResponse<String> response =
        browser.submit("/models/retail/policy", "/models/retail/policy", form);
    assertEquals(422, response.statusCode(), response.body());
    assertTrue(response.body().contains(said), response.body());
    assertEquals(Policy.DEFAULT, world.parts.runs().policy("retail"));
  }

  @Test
  void policy_withLimits_keepsThemBesideWhatTheFormDoesNotAskFor() {
    world
        .parts
        .runs()
        .setPolicy(
            "retail",
            new Policy(
                7,
                true,
                2,
                24,
                Policy.Then.SHADOW,
                .1,
                "{\"k\":\"2\",\"gate-bias\":\"0.2\",\"gate-latency-ms\":9}"),
            "otto",
            "from the command line");
    String page = browser.get("/models/retail/policy").body();
    assertTrue(page.contains("2 limits of the gates are its own"), page);
    assertTrue(page.contains("--k 2"), page);
    assertTrue(page.contains("default 0.05, that is 5 %"), page);
    assertTrue(page.contains("default 5 ms"), page);
    Map<String, String> form = policy();
    form.put("gate-bias", "0.25");
    form.put("gate-min-customers", "500");
    HttpResponse<String> kept =
        browser.submit("/models/retail/policy", "/models/retail/policy", form);
    assertEquals(303, kept.statusCode(), kept.body());
    assertEquals(
        "{\"k\":\"2\",\"gate-bias\":0.25,\"family\":\"pareto-nbd\",\"gate-min-customers\":500}",
        world.parts.runs().policy("retail").settings());
    assertTrue(browser.get("/training").body().contains("2 limits of the gates are its own."));
  }

  @Test
  void policy_wronglyInSeveralFields_listsEach_andKeepsWhatWasTyped() {
    Map<String, String> form = policy();
    form.put("every-days", "often");
    form.put("then", "challenger");
    form.put("percent", "0");
    form.put("gate-calibration", "2");
    form.put("gate-bias", "0.3");
    form.put("reason", " ");
    HttpResponse<String> response =
        browser.submit("/models/retail/policy", "/models/retail/policy", form);
    assertEquals(422, response.statusCode());
    String page = response.body();
    for (String field : List.of("every-days", "percent", "gate-calibration", "reason")) {
      assertTrue(page.contains("<a href=\"#%s\">".formatted(field)), field + " in " + page);
      assertEquals(2, page.split("id=\"%s\"".formatted(field), -1).length, field);
      assertTrue(page.contains("id=\"%s-wrong\"".formatted(field)), field);
    }
    for (String typed : List.of("often", "0.3", "pareto-nbd", "48")) {
      assertTrue(page.contains("value=\"%s\"".formatted(typed)), typed);
    }
  }

  /** A policy that the command line allows is one that the form can keep. */
  @Test
  void policy_asFarAsTheRegistryAllows_isKept() {
    Map<String, String> form = policy();
    form.put("every-days", "3650");
    form.put("daily-budget", "1000");
    form.put("cool-down-hours", "8760");
    assertEquals(
        303, browser.submit("/models/retail/policy", "/models/retail/policy", form).statusCode());
    assertEquals(3_650, world.parts.runs().policy("retail").everyDays());
  }

  /** The field of the share is only there for a challenger: elsewhere it cannot be mended. */
  @Test
  void policy_withoutAChallenger_keepsTheShareThatItHad() {
    Map<String, String> form = policy();
    form.put("percent", "none");
    assertEquals(
        303, browser.submit("/models/retail/policy", "/models/retail/policy", form).statusCode());
    assertEquals(.1, world.parts.runs().policy("retail").challengerShare());
  }
}
