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
import perennial.admin.evidence.Evidence;
import perennial.registry.ChartsJson;

/** The charts of a version: drawn, said in words, and as data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EvidenceTest {
  private World world;

  @BeforeAll
  void start() {
    world = World.filled().signedIn();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void versionPage_withCharts_saysWhatTheyTell() {
    String page = body("/models/retail/versions/3");
    for (String part :
        List.of(
            "Tracks actual purchases within",
            "fewer than were made",
            "A week in the holdout saw",
            "The tenth of customers with the highest predictions made",
            "deciles the prediction lies within the 95 % interval",
            "segments are clearly off",
            "not enough data",
            "a customer who has just bought is alive with",
            "/models/retail/versions/3/charts.json")) {
      assertTrue(page.contains(part), () -> part + " in " + page);
    }
    assertEquals(2, page.split("id=\"tracking\"", -1).length, "tracking is drawn once");
    assertFalse(page.contains("before charts were kept"), page);
  }

  @Test
  void versionPage_trainedBefore_saysSo() {
    String page = body("/models/retail/versions/1");
    assertTrue(page.contains("trained before charts were kept"), page);
    assertFalse(page.contains("Gain and lift"), page);
    assertFalse(page.contains("charts.json"), page);
  }

  @Test
  void chartsJson_ofAVersion_isWhatIsKept() {
    HttpResponse<String> response = world.browser.get("/models/retail/versions/3/charts.json");
    assertEquals(200, response.statusCode());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
    assertEquals(
        Evidence.charts(world.parts.registry(), "retail", 3).orElseThrow(),
        ChartsJson.read(response.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "tracking, 51, 'end,days,holdout,actual,expected,cumulative_actual,cumulative_expected'",
    "gain, 41, 'quantity,customers_share,captured_share,best_share,lift'",
    "deciles, 11, 'decile,customers,predicted,actual,actual_low,actual_high'",
    "heat-map, 112, 'age_days,horizon_days,frequency,recency_days,probability_alive,expected_purchases'"
  })
  void csv_ofAChart_hasAHeaderAndItsRows(String chart, int lines, String header) {
    HttpResponse<String> response =
        world.browser.get("/models/retail/versions/3/charts/" + chart + ".csv");
    assertEquals(200, response.statusCode());
    assertTrue(
        response.headers().firstValue("Content-Disposition").orElse("").contains("retail-v3-"),
        response::toString);
    List<String> rows = response.body().lines().toList();
    assertEquals(header, rows.getFirst());
    assertEquals(lines, rows.size());
    rows.forEach(row -> assertEquals(header.split(",").length, row.split(",").length, row));
  }

  @Test
  void csv_ofSegments_quotesTheirNames() {
    String csv = body("/models/retail/versions/3/charts/segments.csv");
    assertTrue(csv.contains("\r\n\"stage\",\"New\","), csv);
  }

  @ParameterizedTest
  @CsvSource({
    "/models/retail/versions/1/charts.json, before charts were kept",
    "/models/retail/versions/1/charts/gain.csv, before charts were kept",
    "/models/retail/versions/3/charts/pie.csv, no chart is called",
    "/models/retail/versions/99/charts.json, retail"
  })
  void data_thatDoNotExist_areNotFound(String path, String why) {
    HttpResponse<String> response = world.browser.get(path);
    assertEquals(404, response.statusCode());
    assertTrue(response.body().toLowerCase(java.util.Locale.ROOT).contains(why), response::body);
  }

  @Test
  void comparePage_bothWithCharts_overlaysTheirCalibration() {
    String page = body("/models/retail/compare?a=3&b=4");
    assertTrue(page.contains("The interval holds the prediction in"), page);
    assertFalse(
        body("/models/retail/compare?a=1&b=4").contains("The interval holds the prediction"));
  }

  @Test
  void modelPage_drawsTheErrorOfItsVersions() {
    String page = body("/models/retail");
    assertTrue(page.contains("Smallest error: v5 with 0.7611"), page);
    assertTrue(page.contains("v4: 0.7648 (95 % interval"), page);
    assertFalse(body("/models/wholesale").contains("Error over versions"), "one version alone");
  }

  private String body(String path) {
    HttpResponse<String> response = world.browser.get(path);
    assertEquals(200, response.statusCode(), response.body());
    return response.body();
  }
}
