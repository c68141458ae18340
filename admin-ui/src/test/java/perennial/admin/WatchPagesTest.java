package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.ServingReport;

/** The pages that read what the worker wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WatchPagesTest {
  private static final String EMAIL =
      "/models/retail/drift/feature?feature=purchase_amount&dimension=channel&value=email";

  private World world;

  @BeforeAll
  void start() {
    world = World.watched().signedIn();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/drift | 1 of 3 models drifts",
        "/models/retail/drift | Purchase amount in channel email raises predicted value by 38.0 %,"
            + " and 1 more drifts",
        "/drift | 1 alarm, 1 warning",
        "/models/retail/drift | follows from all customers, channel email",
        "/models/retail/drift | no alert raised",
        "/models/retail/drift | 1 alarm, 1 warning, 3 that drifted without an alert of their own",
        "/models/retail/drift?start=2026-11-11 | week of 9 Nov 2026",
        "/models/retail/drift?period=day&start=2026-11-15 | No drift in retail in the day 15 Nov"
            + " 2026",
        "/models/retail/drift?start=2026-08-12 | The week of 10 Aug 2026 of retail was not measured",
        "/models/first-purchase/drift | Not enough data to judge first-purchase in the week of 9 Nov"
            + " 2026",
        "/models/wholesale/drift | Nothing was measured of wholesale yet",
        "/models/retail/drift | a customer",
        "/models/retail/drift | never alerts alone",
        "/models/retail/drift/feature?feature=age | It moves by itself",
        "/accuracy | 1 model is less accurate than it was",
        "/models/retail/accuracy | retail v3 errs 33.3 % more than on its holdout in New × Lagging,"
            + " at 4 weeks",
        "/models/retail/accuracy | 0.268 to 0.418",
        "/models/retail/accuracy | no reference",
        "/models/retail/accuracy?version=2 | retail v2 is as accurate as on its holdout, at 13 weeks",
        "/models/retail/accuracy?version=1 | No prediction of retail v1 has matured yet",
        "/models/wholesale/accuracy | No prediction of wholesale has matured yet",
        "/alerts | 2 alerts wait for somebody",
        "/alerts?show=all | resolved",
        "/alerts?q=nothing-like-it | No alert matches",
        "/alerts/2 | registered v5, 8 of 9 gates passed",
        "/training | Run 3 of first-purchase: fitting pareto-nbd, 60 % done",
        "/training/2 | Run 2 of retail registered v5",
        "/training/1 | the fit did not converge",
        "/models/retail/policy | becomes challenger for 10 % of the customers",
        "/models/retail/promote?version=5 | 8 of 9 gates passed",
        "/models/retail/promote?version=5 | 967 customers change tier",
        "/models/retail/promote?version=4 | Not run yet",
        "/models/retail/promote?version=1 | The worker runs the gates",
        "/ | errs 33.3 % more in New × Lagging",
        "/ | is challenger, 9 of 9 gates passed",
        "/ | not enough data",
        "/ | 8 of 9 gates passed</span>)",
        "/models/wholesale/drift | perennial watch --model wholesale --from DATE",
        "/models/retail/promote?version=5 | Promote retail v5? More accurate than v3 on the same"
            + " 16,632 customers, 8 of 9 gates passed",
        "/models/retail/promote?version=5 | v5 0.7611, v3 0.7702 purchases a customer; difference"
            + " −0.0091, 95 % interval −0.0154 to −0.0031.",
        "/models/retail/promote?version=5 | No worse than champion v3",
        "/models/retail/promote?version=5 | −0.0154 to −0.0031",
        "/models/retail/promote?version=5 | decile 9: 0.412 purchases a customer predicted",
        "/models/retail/promote?version=5 | Age outside of what it was fitted on",
        "/models/retail/promote?version=5 | 5,000 µs",
        "/models/retail/promote?version=5 | Data sha256",
        "/models/retail/versions/5 | What the gates measured",
        "/models/retail/versions/5 | within limit",
        "/ | about 111 /s",
        "/ | p99 1.9 ms · 0.1 % failed, mostly UNAVAILABLE",
        "/ | not asked in 15 min",
        "/ | an estimate where a share of the predictions is logged",
      })
  void page_ofTheSample_answers(String path, String answer) {
    HttpResponse<String> response = world.browser.get(path);
    assertEquals(200, response.statusCode(), response.body());
    assertTrue(response.body().contains(answer), () -> answer + " in " + response.body());
  }

  @Test
  void overview_countsAlertsInOneWay() {
    try (World well = World.watched().signedIn()) {
      well.parts
          .registry()
          .report(
              new ServingReport(
                  "serve-b",
                  "first-purchase",
                  2,
                  2,
                  ServingReport.State.READY,
                  "",
                  well.parts.clock().instant()));
      String page = well.browser.get("/").body();
      assertTrue(page.contains("Every server is well, but 1 alarm and 1 warning are open"), page);
      assertEquals(3, page.split("1 alarm and 1 warning", -1).length, "in the title and the row");
      assertFalse(page.contains("alarms"), "measures that follow from another alert are counted");
    }
  }

  @Test
  void drift_cells_countTheAlertsOfTheirWindow() {
    String page = world.browser.get("/models/retail/drift").body();
    assertTrue(page.contains("week of 9 Nov 2026, v3: 2 alerts"), page);
    assertTrue(page.contains("week of 2 Nov 2026, v3: 1 alert\""), page);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | /models/nobody/drift",
        "404 | /models/nobody/drift.json",
        "404 | /models/nobody/accuracy",
        "404 | /models/nobody/policy",
        "404 | /models/wholesale/drift.csv",
        "404 | /models/wholesale/accuracy.json",
        "404 | /models/retail/accuracy?version=99",
        "404 | /models/retail/drift/feature?feature=unheard_of",
        "404 | /alerts/99",
        "404 | /alerts/99/thread.json",
        "404 | /training/99",
        "404 | /training/99/log.txt",
        "400 | /models/retail/drift?start=2026-13-01",
        "400 | /models/retail/drift?period=decade",
        "400 | /models/retail/drift/feature",
        "400 | /alerts/many",
      })
  void page_thatDoesNotExist_saysSo(int status, String path) {
    HttpResponse<String> response = world.browser.get(path);
    assertEquals(status, response.statusCode(), response.body());
  }

  @Test
  void badDay_isNamedWithItsField() {
    String page = world.browser.get("/models/retail/drift?start=2026-13-01").body();
    assertTrue(page.contains("2026-13-01"), page);
    assertTrue(page.contains("is not a day such as 2026-11-16"), page);
  }

  @Test
  void notEnoughData_isNeverShownAsGood() {
    String page = world.browser.get("/models/first-purchase/drift").body();
    assertTrue(page.contains("lamp unknown"), page);
    assertFalse(page.contains("state ok"), page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/models/retail/drift",
        EMAIL,
        "/models/retail/accuracy",
        "/alerts/2",
        "/training/2",
        "/models/retail/policy",
        "/models/retail/promote?version=5"
      })
  void pageThatShowsTheChampion_rollsBackInOneClick(String path) {
    String page = world.browser.get(path).body();
    assertTrue(page.contains("href=\"/models/retail/rollback\""), path);
  }

  @Test
  void drift_json_givesTheReport() {
    HttpResponse<String> json = world.browser.get("/models/retail/drift.json?start=2026-11-09");
    assertEquals(200, json.statusCode());
    assertTrue(json.headers().firstValue("Content-Type").orElse("").startsWith("application/json"));
    assertTrue(json.body().contains("\"start\" : \"2026-11-09\""), json.body());
    assertTrue(json.body().contains("\"effectOnClv\" : 0.38"), json.body());
    assertFalse(json.body().contains("NaN"), json.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/models/retail/drift.csv | feature,role,dimension",
        EMAIL_CSV + " | start,version,verdict",
        "/models/retail/accuracy.csv | dimension,value,weeks",
        "/alerts.csv?show=all | id,severity,feature",
        "/training.csv | id,model,state",
        "/overview/servers.csv?servers-sort=-reported_at | server,model,serves,wanted",
        "/drift.csv?sort=-model | model,champion,week,week_window,day,day_window",
        "/accuracy.csv | model,answer,labels",
        "/overview/served.csv | model,version,from,to,by,reason,deployment",
        "/models/retail/versions/3/served.csv | model,version,role,share,from,to",
        "/models/retail/promote/gates.csv?version=5 | gate,outcome,finding,evidence",
        "/models/retail/promote/measures.csv?version=5 | gate,measure,candidate,text,champion",
        "/models/retail/promote/segments.csv?version=5 | segment,customers,champion,candidate",
        "/models/retail/promote/moves.csv?version=5 | from,to,customers,value",
        "/models/retail/promote/changes.csv?version=5 | from,to,customers",
      })
  void csv_ofATable_hasAHeaderAndRows(String path, String header) {
    HttpResponse<String> csv = world.browser.get(path);
    assertEquals(200, csv.statusCode(), csv.body());
    assertTrue(csv.body().startsWith(header), csv.body());
    assertTrue(csv.body().lines().count() > 2, csv.body());
    assertTrue(csv.headers().firstValue("Content-Disposition").orElse("").contains(".csv"));
  }

  @Test
  void overview_tablesSortApart_andWhatIsAskedForIsUnfolded() {
    String plain = world.browser.get("/").body();
    assertTrue(plain.contains("<details id=\"served\">"), plain);
    String page = world.browser.get("/?servers-sort=server&served-sort=-from").body();
    assertTrue(page.contains("<details id=\"served\" open"), page);
    assertTrue(page.contains("href=\"/?servers-sort=server&amp;served-sort=from#served\""), page);
    assertTrue(
        page.contains("href=\"/?served-sort=-from&amp;servers-sort=-server#servers\""), page);
    assertTrue(
        page.contains("href=\"/overview/servers.csv?served-sort=-from&amp;table=servers"), page);
  }

  @Test
  void segments_ofAReplay_areSortedByWhatTheyChange() {
    String page =
        world.browser.get("/models/retail/promote?version=5&segments-sort=difference").body();
    int least = page.indexOf("channel shop");
    int most = page.indexOf("channel email");
    assertTrue(least > 0 && most > least, page);
  }

  private static final String EMAIL_CSV =
      "/models/retail/drift/feature.csv?feature=purchase_amount&dimension=channel&value=email";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/models/retail/accuracy.json",
        "/models/retail/drift/feature.json?feature=age",
        "/alerts.json",
        "/alerts/2/thread.json",
        "/training.json",
        "/training/2/run.json",
        "/models/retail/promote/gates.json?version=5"
      })
  void json_ofAPage_isJson(String path) {
    HttpResponse<String> json = world.browser.get(path);
    assertEquals(200, json.statusCode(), json.body());
    assertTrue(List.of('{', '[').contains(json.body().charAt(0)), json.body());
  }

  @Test
  void gates_areFiguresForPeople_andJsonIsADownload() {
    for (String path : List.of("/models/retail/promote?version=5", "/models/retail/versions/5")) {
      String page = world.browser.get(path).body();
      assertFalse(page.contains("championMae"), page);
      assertFalse(page.contains("&quot;customers&quot;"), page);
      assertTrue(page.contains("/models/retail/promote/gates.json?version=5"), page);
    }
    String json = world.browser.get("/models/retail/promote/gates.json?version=5").body();
    assertTrue(json.contains("\"championMae\" : 0.7702"), json);
    assertFalse(
        world.browser.get("/models/retail/versions/1").body().contains("What the gates measured"));
  }

  @Test
  void runningRun_refreshesByOurScriptAloneAndByALink() {
    HttpResponse<String> page = world.browser.get("/training/3");
    String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.contains("script-src 'self'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertTrue(page.body().contains("hx-get=\"/training/3/live\""), page.body());
    assertTrue(page.body().contains(">Refresh</a>"), page.body());
    String script = page.body().replaceAll("(?s).*src=\"(/assets/htmx-[^\"]+)\".*", "$1");
    assertEquals(200, world.browser.get(script).statusCode());
    String live = world.browser.get("/training/3/live").body();
    assertTrue(live.startsWith("<div"), live);
    assertTrue(live.contains("fitting pareto-nbd"), live);
  }

  @Test
  void endedRun_standsStillAndTellsTheScriptToReload() {
    HttpResponse<String> page = world.browser.get("/training/2");
    assertFalse(page.body().contains("<script"), page.body());
    String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertFalse(policy.contains("script-src"), policy);
    HttpResponse<String> live = world.browser.get("/training/2/live");
    assertEquals("true", live.headers().firstValue("HX-Refresh").orElse(""));
  }

  @Test
  void log_asText_hasEveryLine() {
    String log = world.browser.get("/training/2/log.txt").body();
    assertEquals(4, log.lines().count(), log);
  }
}
