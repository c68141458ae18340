package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.admin.testing.SamplePeople;
import perennial.registry.AuditLog.AuditFilter;

/** The customer's pages and the playground. */
final class CustomerPagesTest {
  private World world;
  private Browser browser;

  @BeforeEach
  void start() {
    world = World.peopled().signedIn();
    browser = world.browser;
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void customer_known_isAnsweredByTheChampion() {
    String page = browser.get("/customers?id=ana&model=retail").body();
    for (String part :
        List.of(
            "ana is most likely still a customer: P(alive) ",
            "Loyal / Active. Bought on 13 days since 6 Oct 2025, last on 10 Nov 2026",
            "retail v3",
            "365 days",
            "class=\"alive\"",
            "13 events",
            "1 logged prediction",
            "$171", // CLV of a logged prediction, in the version's currency
            "net value $")) {
      assertTrue(page.contains(part), () -> part + " in " + page);
    }
    assertFalse(page.contains("NaN"), page);
  }

  @Test
  void customer_page_saysWhatThePlaygroundSays() {
    String customer = browser.get("/customers?id=ana&model=retail").body();
    String alive = customer.replaceAll("(?s).*P\\(alive\\) ([0-9.]+ %).*", "$1");
    String playground = browser.get("/playground?by=id&customer_id=ana&model=retail").body();
    assertTrue(playground.contains("<dd>" + alive + "</dd>"), playground);
  }

  @ParameterizedTest
  @CsvSource({"nobody, 404", "'', 200", "a%00b, 400"})
  void customer_notKnown_isSaid(String id, int status) {
    assertEquals(status, browser.get("/customers?id=" + id).statusCode());
  }

  @Test
  void tables_areSortedFilteredAndPaged() {
    String sorted = browser.get("/customers/events?id=ana&sort=-amount").body();
    assertTrue(sorted.contains("aria-sort=\"descending\""), sorted);
    assertTrue(sorted.indexOf("36.68") < sorted.indexOf("24.00"), sorted);
    String filtered = browser.get("/customers/events?id=ana&q=o-1004").body();
    assertTrue(filtered.contains("1 event<"), filtered);
    assertEquals(404, browser.get("/customers/events?id=nobody").statusCode());
  }

  @Test
  void export_withReason_isEverythingAndAudited() {
    Map<String, String> form = Map.of("id", "ana", "reason", "asked by letter");
    HttpResponse<String> file = browser.submit("/", "/customers/export", form);
    assertEquals(200, file.statusCode());
    assertTrue(file.headers().firstValue("Content-Disposition").orElse("").contains("attachment"));
    assertTrue(file.body().contains("\"customer_id\" : \"ana\""), file.body());
    assertTrue(file.body().contains("\"event_id\" : \"e-ana-12\""), file.body());
    assertTrue(file.body().contains("\"probability_alive\" : 0.91"), file.body());
    assertTrue(file.body().contains("\"repeat_purchases\" : 12"), "what it was predicted from");
    var entry =
        world
            .parts
            .audit()
            .entries(new AuditFilter("maria", "export customer", ""), 0, 9)
            .getFirst();
    assertEquals("asked by letter", entry.reason());
    assertFalse(entry.toString().contains("ana "), "the audit outlives the customer");
  }

  @Test
  void erase_withReason_forgets() {
    Map<String, String> form = Map.of("id", "ana", "reason", "asked by letter");
    HttpResponse<String> done = browser.submit("/", "/customers/erase", form);
    assertEquals("/customers?erased=13", Browser.location(done));
    assertTrue(browser.get("/customers?erased=13").body().contains("Erased, with 13 events"));
    assertEquals(404, browser.get("/customers?id=ana").statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recency=400 | Recency 400 must be in [0, age = 300.0]",
        "repeat_purchases=2.5 | must be a whole number",
        "repeat_purchases=many | Repeat purchases &#39;many&#39; is no number",
        "age= | Age is missing",
        "horizon_days=0 | must be in [1, 3650]",
        "horizon_days=x | must be whole days",
        "interval_level=2 | Interval level 2 must be",
        "margin=7 | Margin 7.0 must be in (0, 1]",
        "version=99 | has no version 99",
        "model=none | No answer to this",
        "by=id&customer_id=nobody | knows no purchase of the customer",
        "by=id | Customer id is missing",
        "mean_spend=NaN | must be finite",
      })
  void playground_wrongField_isNamed(String query, String why) {
    HttpResponse<String> response = browser.get("/playground?" + query);
    assertEquals(422, response.statusCode(), response.body());
    assertTrue(response.body().contains(why), response.body());
  }

  @Test
  void playground_severalWrongFields_areAllNamedEachAtItsOwn_andKeptAsTyped() {
    HttpResponse<String> response =
        browser.get(
            "/playground?model=retail&repeat_purchases=2.5&recency=soon&age=-1&mean_spend=-2&covariates=income"
                + "&version=99&horizon_days=4000&interval_level=x&annual_discount_rate=11&margin=0");
    String page = response.body();
    assertEquals(422, response.statusCode(), page);
    for (String wrong :
        List.of(
            "repeat_purchases\">Repeat purchases 2.5 must be a whole number.",
            "recency\">Recency &#39;soon&#39; is no number.",
            "age\">Age -1 must be in [0, 100000] days.",
            "mean_spend\">Mean spend -2 must be finite and &gt;= 0.",
            "covariates\">Covariates &#39;income&#39; must be name=value.",
            "version\">Model &#39;retail&#39; has no version 99.",
            "horizon_days\">Horizons &#39;4000&#39; must be in [1, 3650] days, and at most 16.",
            "interval_level\">Interval level &#39;x&#39; is no number.",
            "annual_discount_rate\">Annual discount rate 11.0 must be in [0, 10].",
            "margin\">Margin 0.0 must be in (0, 1].")) {
      assertTrue(page.contains("<a href=\"#" + wrong), wrong + " in " + page);
    }
    for (String typed :
        List.of("2.5", "soon", "-1", "-2", "income", "99", "4000", "x", "11", "0")) {
      assertTrue(page.contains("value=\"" + typed + "\""), typed);
    }
    assertFalse(page.contains("Nothing was changed"), "nothing would have been");
  }

  @Test
  void playground_commands_areSafeToPaste() {
    String id = "o'hara; rm -rf $(HOME) \"x\"";
    world.parts.ledger().record(List.of(SamplePeople.purchase(id, 1, 40, BigDecimal.TEN)));
    String page =
        browser
            .get(
                "/playground?by=id&model=retail&customer_id="
                    + URLEncoder.encode(id, StandardCharsets.UTF_8))
            .body()
            .replace("&#39;", "'")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
    assertTrue(page.contains("\"customer_id\":\"o'\\''hara; rm -rf $(HOME) \\\"x\\\"\""), page);
    assertTrue(page.contains("/customers/o%27hara%3B%20rm%20-rf%20%24%28HOME%29%20%22x%22/"), page);
  }

  @Test
  void playground_otherVersion_saysThatServersAnswerByTheChampion() {
    String page = browser.get("/playground?model=retail&version=5").body();
    assertTrue(page.contains("A server answers by the champion v3, not by v5."), page);
    assertTrue(page.contains("grpcurl -plaintext -d "), page);
    assertTrue(page.contains("/predict/batch"), page);
  }
}
