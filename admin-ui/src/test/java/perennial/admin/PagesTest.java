package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.admin.testing.Sample;
import perennial.admin.testing.SampleReports;
import perennial.admin.testing.SampleReports.Shape;

/** Every page, as somebody who is signed in reads it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesTest {
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
  void version_thatHitTheTotal_saysSo() {
    try (World other = World.filled().signedIn()) {
      Shape exact = new Shape(.05, LocalDate.of(2026, 11, 14), 4339, 91, .7611, -.002, true);
      long version =
          other
              .parts
              .registry()
              .register(SampleReports.version("retail", exact, "trainer", Sample.NOW))
              .version();
      String page = other.browser.get("/models/retail/versions/" + version).body();
      assertTrue(page.contains("predicted the held-out total within 0.5 %, and beat"), page);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | 1 server could not load first-purchase v2",
        "/models | 2 of 3 models have a champion",
        "/models?q=whole | wholesale",
        "/models/retail | retail serves v3 on every server",
        "/models/retail?deployed=6 | Deployment 6 is live with v3 as champion",
        "/models/first-purchase | first-purchase serves v2, but not on every server",
        "/models/wholesale | wholesale has no champion yet: nothing serves",
        "/models/retail/versions/4 | retail v4 predicted 5.2 % fewer purchases than were made, and"
            + " beat 2 of 2 baselines",
        "/models/wholesale/versions/1 | wholesale v1 predicted 9 % more",
        "/models/first-purchase/versions/2 | Equal coefficients of Channel against free ones",
        "/models/first-purchase/versions/2 | shop in the city",
        "/models/retail/compare?a=3&b=5 | v5 beats v3 on 4 measures, worse on none",
        "/models/retail/compare?a=1&b=5 | v5 and v1 were not judged on the same holdout",
        "/models/retail/promote?version=5 | Promote retail v5? v5 beats v3 on 4 measures, worse on"
            + " none",
        "/models/retail/promote?version=3 | retail v3 is the champion already",
        "/models/wholesale/promote?version=1 | It would be the first to serve",
        "/models/retail/rollback | Roll retail back from v3?",
        "/models/wholesale/rollback | wholesale has nothing to roll back to",
        "/audit | Every change is accounted for",
        "/password | Change your password",
      })
  void page_ofTheSample_answersInItsTitle(String path, String answer) {
    HttpResponse<String> response = world.browser.get(path);
    assertEquals(200, response.statusCode(), response.body());
    assertTrue(response.body().contains(answer), response.body());
    assertTrue(
        response.headers().firstValue("Content-Type").orElse("").startsWith("text/html"),
        response.headers().toString());
  }
}
