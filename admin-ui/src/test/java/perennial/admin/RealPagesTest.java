package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.admin.testing.Sample;
import perennial.admin.testing.SamplePeople;
import perennial.admin.testing.SettableClock;
import perennial.model.HorizonPrediction;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.Database;
import perennial.registry.Role;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.testing.TestDatabase;

/** The pages of settings and customers, and every table that sorts, on a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealPagesTest {
  private static final Pattern SECRET = Pattern.compile("class=\"secret\">([^<]+)<");

  private Database database;
  private AdminUi ui;
  private Browser browser;

  @BeforeAll
  void start() {
    SettableClock clock = new SettableClock(Sample.NOW);
    database = TestDatabase.fresh(clock);
    Sample.fill(database.registry(), clock, database.audit(), database.accounts());
    var unusedTerms = database.ledger().settle(new LedgerTerms(ZoneId.of("UTC"), "USD"));
    people("ana");
    people("ben");
    ui = AdminUi.start(AdminConfig.defaults().at("127.0.0.1", 0), database, clock);
    String unused = database.users().create("maria", Role.ADMIN, "setup");
    database.accounts().changePassword("maria", World.PASSWORD);
    browser = new Browser(ui);
    assertEquals(303, browser.signIn("maria", World.PASSWORD).statusCode());
  }

  @AfterAll
  void stop() {
    ui.close();
    database.close();
  }

  private void people(String id) {
    List<CustomerEvent> events = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      events.add(SamplePeople.purchase(id, i, 400 - 6 * i, BigDecimal.valueOf(1_000 + 37L * i, 2)));
    }
    var unused = database.ledger().record(events);
    database
        .predictionLog()
        .append(
            List.of(
                new LoggedPrediction(
                    UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
                    Sample.NOW.minus(Duration.ofHours(5)),
                    id,
                    "retail",
                    3,
                    "CHAMPION",
                    "INDIVIDUAL",
                    Optional.empty(),
                    Optional.of(
                        new LoggedPrediction.Output(
                            .91, 31.2, List.of(new HorizonPrediction(365, 6.2, 71.4)))),
                    412,
                    "OK",
                    LoggedPrediction.EACH)));
  }

  private HttpResponse<String> submit(String path, Map<String, String> fields) {
    return browser.submit("/", path, fields);
  }

  private String secretAfter(HttpResponse<String> response) {
    assertEquals(303, response.statusCode(), response.body());
    Matcher m = SECRET.matcher(browser.get(Browser.location(response)).body());
    assertTrue(m.find());
    return m.group(1);
  }

  private List<String> audited(String action) {
    return database.audit().entries(new AuditFilter("maria", action, ""), 0, 50).stream()
        .map(e -> e.subject() + " (" + e.reason() + ")")
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/settings/users",
        "/settings/users/maria",
        "/settings/keys",
        "/settings/webhooks",
        "/settings/sessions",
        "/customers",
        "/customers?id=ana",
        "/customers/events?id=ana",
        "/customers/predictions?id=ana",
        "/playground?by=id&customer_id=ana&model=retail",
        "/alerts",
        "/training",
        "/audit",
        "/models/retail",
        "/models/retail/compare?a=1&b=5"
      })
  void page_answers(String path) {
    HttpResponse<String> response = browser.get(path);
    assertEquals(200, response.statusCode(), response.body());
    assertFalse(response.body().contains("NaN"), response.body());
  }

  @Test
  void customer_page_saysMoneyWithItsCurrency() {
    String page = browser.get("/customers?id=ana&model=retail").body();
    assertTrue(page.contains("net value $1,"), page);
    assertTrue(page.contains("60 events"), page);
    assertTrue(page.contains("$71.40"), page);
    Matcher clv = Pattern.compile("365 days</th>.*?[$][0-9,.]+</span>").matcher(page);
    assertTrue(clv.find(), page);
  }

  @Test
  void events_areSortedFilteredAndPagedByTheServer() {
    String first = browser.get("/customers/events?id=ana&sort=-amount").body();
    assertTrue(first.contains("1 – 50 of 60 events"), first);
    assertTrue(first.indexOf("31.83") < first.indexOf("31.46"), first);
    String second = browser.get("/customers/events?id=ana&sort=-amount&page=2").body();
    assertTrue(second.contains("51 – 60 of 60 events"), second);
    String filtered = browser.get("/customers/events?id=ana&q=o-1004").body();
    assertTrue(filtered.contains("1 event<"), filtered);
    String csv = browser.get("/customers/events.csv?id=ana&q=o-1004").body();
    assertEquals(2, csv.lines().count(), csv);
  }

  @Test
  void customer_exportedAndErased_isGoneEverywhere() {
    Map<String, String> form = Map.of("id", "ben", "reason", "asked by letter");
    String export = submit("/customers/export", form).body();
    assertTrue(export.contains("\"event_count\" : 60"), export);
    assertEquals("/customers?erased=60", Browser.location(submit("/customers/erase", form)));
    assertEquals(404, browser.get("/customers?id=ben").statusCode());
    assertEquals(404, browser.get("/customers/events?id=ben").statusCode());
    assertEquals(404, browser.get("/customers/predictions.csv?id=ben").statusCode());
    assertEquals(List.of("a customer (asked by letter)"), audited("export customer"));
    assertFalse(
        database.audit().entries(AuditFilter.NONE, 0, 200).toString().contains("ben"),
        "the audit outlives the customer");
  }

  @Test
  void user_fromCreationToDeletion() {
    String password =
        secretAfter(submit("/settings/users", Map.of("name", "nina", "role", "viewer")));
    Browser nina = new Browser(ui);
    assertEquals("/password", Browser.location(nina.signIn("nina", password)));
    Map<String, String> role = Map.of("role", "engineer", "reason", "promoted");
    assertEquals(303, submit("/settings/users/nina/role", role).statusCode());
    Map<String, String> off = Map.of("disabled", "true", "reason", "on leave");
    assertEquals(303, submit("/settings/users/nina/disabled", off).statusCode());
    assertTrue(browser.get("/settings/users/nina").body().contains("nina cannot sign in"));
    assertTrue(browser.get("/settings/users?q=nina").body().contains("disabled"));
    assertEquals(303, submit("/settings/users/nina/delete", Map.of("reason", "left")).statusCode());
    assertEquals(404, browser.get("/settings/users/nina").statusCode());
    assertEquals(List.of("user nina (promoted)"), audited("change-role"));
  }

  @Test
  void lastAdmin_cannotBeTakenAway() {
    Map<String, String> role = Map.of("role", "viewer", "reason", "tired");
    HttpResponse<String> response = submit("/settings/users/maria/role", role);
    assertEquals(422, response.statusCode(), response.body());
    assertTrue(response.body().contains("Maria is the last enabled admin"), response.body());
  }

  @Test
  void key_issuedAndRevoked() {
    String key = secretAfter(submit("/settings/keys", Map.of("name", "ci", "scope-predict", "y")));
    assertTrue(database.accounts().key(key).isPresent());
    Map<String, String> form = Map.of("name", "ci", "reason", "moved");
    assertEquals(303, submit("/settings/keys/revoke", form).statusCode());
    assertTrue(database.accounts().key(key).isEmpty());
    assertFalse(browser.get("/settings/keys.csv").body().contains("\"ci\""));
  }

  @Test
  void webhook_itsDeliveriesAndItsEnd() {
    var hook =
        database.webhooks().create("https://pager.example/in", Set.of("alert.opened"), "maria");
    for (int i = 0; i < 55; i++) {
      database.webhooks().publish("alert.opened", "{\"alert\":%d}".formatted(i));
    }
    String path = "/settings/webhooks/" + hook.webhook().id();
    String page = browser.get(path).body();
    assertTrue(page.contains("1 – 50 of 55 deliveries"), page);
    assertTrue(browser.get(path + "?page=2").body().contains("51 – 55 of 55 deliveries"));
    assertEquals(56, browser.get(path + "/deliveries.csv").body().lines().count());
    Map<String, String> off = Map.of("enabled", "false", "reason", "too loud");
    assertEquals(303, submit(path + "/enabled", off).statusCode());
    assertTrue(browser.get(path).body().contains("Enable webhook"));
    assertEquals(303, submit(path + "/delete", Map.of("reason", "replaced")).statusCode());
    assertEquals(404, browser.get(path).statusCode());
  }

  @Test
  void session_ownOneElsewhere_canBeEnded() {
    Browser elsewhere = new Browser(ui);
    assertEquals(303, elsewhere.signIn("maria", World.PASSWORD).statusCode());
    String page = browser.get("/settings/sessions").body();
    for (String row : page.split("<tr>")) {
      Matcher id = Pattern.compile("name=\"id\" value=\"([^\"]+)\"").matcher(row);
      if (id.find() && !row.contains("this one")) {
        assertEquals(303, submit("/settings/sessions/end", Map.of("id", id.group(1))).statusCode());
      }
    }
    assertEquals(303, elsewhere.get("/").statusCode(), "signed out there");
    assertEquals(200, browser.get("/").statusCode(), "not here");
  }

  @ParameterizedTest
  @CsvSource({
    "/audit?sort=id, /audit?sort=-id",
    "/models/retail?sort=version, /models/retail?sort=-version",
    "/models/retail?deployments-sort=sequence, /models/retail?deployments-sort=-sequence",
    "/customers/events?id=ana&sort=occurred_at, /customers/events?id=ana&sort=-occurred_at"
  })
  void table_sortedTheOtherWay_isAnother(String up, String down) {
    String ascending = rows(browser.get(up).body());
    String descending = rows(browser.get(down).body());
    assertTrue(browser.get(up).body().contains("aria-sort=\"ascending\""));
    assertFalse(ascending.isEmpty());
    assertFalse(ascending.equals(descending), ascending);
  }

  private static String rows(String page) {
    return page.substring(page.indexOf("<tbody>"), page.lastIndexOf("</tbody>"));
  }
}
