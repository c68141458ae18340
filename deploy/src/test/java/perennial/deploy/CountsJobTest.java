package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.HorizonPrediction;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.model.ValueTerms;
import perennial.trainer.Family;
import perennial.trainer.TrainingProgress;
import perennial.trainer.counts.CountsSettings;
import perennial.trainer.counts.CountsTraining;

/**
 * Models of counts of customers, through every room: train, promote, predict over gRPC and JSON,
 * look at their pages, roll back. Periods are 30 days, so that the JSON's 30 days are one of them.
 */
class CountsJobTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PERIOD = CountsAnswers.PERIOD;

  /** Fader, Hardie and Shang (2010), table 1: frequency, recency and donors; 6 opportunities. */
  private static final String DONATIONS =
      "0 0 3464 1 1 1091 1 2 277 1 3 129 1 4 78 1 5 119 1 6 129 2 2 613 2 3 255 2 4 155 2 5 173"
          + " 2 6 234 3 3 322 3 4 181 3 5 225 3 6 357 4 4 240 4 5 284 4 6 512 5 5 335 5 6 728"
          + " 6 6 1203";

  /** Fader and Hardie (2007), table 1, the regular customers of 1000 at periods 0 to 7. */
  private static final int[] SURVIVORS = {1000, 631, 468, 382, 326, 289, 262, 241};

  @TempDir static Path folder;

  private static Standalone standalone;
  private static ManagedChannel channel;
  private static SignedInBrowser browser;

  @BeforeAll
  static void startEverything() throws Exception {
    Path donations = Files.writeString(folder.resolve("donations.csv"), donations());
    CountsSettings settings =
        new CountsSettings(
            Family.BG_BB,
            donations.toString(),
            Optional.empty(),
            new perennial.model.TimeUnit(PERIOD),
            new ValueTerms("EUR", .1, 1),
            Optional.of(CountsAnswers.ORDER_VALUE),
            Optional.of(LocalDate.of(2026, 6, 30)),
            0);
    standalone =
        Standalone.start(
            new StandaloneConfig(folder.resolve("data"), "127.0.0.1", 0, 0, 0, false),
            database ->
                new CountsTraining(Clock.systemUTC(), TrainingProgress.NONE)
                    .trainAndRegister(settings, Standalone.MODEL, "test", database.registry())
                    .version()
                    .orElseThrow(),
            Clock.systemUTC(),
            step -> {},
            it -> {});
    channel =
        Grpc.newChannelBuilder(
                "127.0.0.1:" + standalone.announcement().grpcPort(),
                InsecureChannelCredentials.create())
            .build();
    browser = new SignedInBrowser(standalone.announcement());
  }

  @AfterAll
  static void stopEverything() {
    browser.close();
    channel.shutdownNow();
    standalone.close();
  }

  @Test
  void donorsThenSubscribers_trainPromotePredictLookRollBack() throws Exception {
    assertDonors();
    assertPages("1", "bg-bb", "alpha", "beta", "gamma", "delta");

    train("sbg", "2");
    PredictResponse donors = awaitVersion("1");
    promote("2");
    assertSubscribers("sbg", .9207666, 4.0397196);
    assertPages("2", "sbg", "alpha", "beta");
    String subscribers = browser.page("/models/retail/versions/2");
    assertTrue(subscribers.contains("Customers still"), subscribers);
    assertTrue(subscribers.contains("22.0\u00a0%"), "the forecast of period 8");

    train("bdw", "3");
    promote("3");
    assertSubscribers("bdw", .9275826, 4.1231155);
    assertPages("3", "bdw", "alpha", "beta", "c");
    assertTrue(browser.page("/models/retail/compare?a=1&b=3").contains("bdw"));

    Commands.ok("rollback", "--to", "1", "--reason", "donors again", "--data-dir", dataFolder());
    assertEquals(donors.getPrediction(), awaitVersion("1").getPrediction());
    assertTrue(browser.page("/audit").contains("donors again"));
  }

  /** At the published parameters, which the fitted ones are near to: the likelihood is flat. */
  private static void assertDonors() throws Exception {
    double[][] expected = {
      {0, 0, .10814917, .0728727}, {2, 4, .58966158, 1.0576}, {6, 6, .93043305, 3.7525107}
    };
    for (double[] donor : expected) {
      PredictResponse response = predict(donor[0], donor[1] * PERIOD, 6 * PERIOD);
      assertEquals("bg-bb", response.getServedBy().getFamily());
      double alive = response.getPrediction().getProbabilityAlive();
      assertEquals(donor[2], alive, 2e-4 * donor[2]);
      HorizonPrediction five = response.getPrediction().getHorizons(1);
      assertEquals(donor[3], five.getExpectedPurchases(), 2e-4 * donor[3]);
      CountsAnswers.assertValued(response);
      CountsAnswers.assertIntervals(response);
      assertJson(donor[0], donor[1] * PERIOD, response);
    }
  }

  private static void assertSubscribers(String family, double next, double nextFive)
      throws Exception {
    PredictResponse still = predict(7, 7 * PERIOD, 7 * PERIOD);
    assertEquals(family, still.getServedBy().getFamily());
    assertEquals(1, still.getPrediction().getProbabilityAlive());
    HorizonPrediction one = still.getPrediction().getHorizons(0);
    assertEquals(next, one.getExpectedPurchases(), 2e-6);
    HorizonPrediction five = still.getPrediction().getHorizons(1);
    assertEquals(nextFive, five.getExpectedPurchases(), 2e-5);
    CountsAnswers.assertValued(still);
    CountsAnswers.assertIntervals(still);
    assertJson(7, 7 * PERIOD, still);

    PredictResponse gone = predict(3, 3 * PERIOD, 7 * PERIOD);
    assertEquals(0, gone.getPrediction().getProbabilityAlive());
    assertEquals(0, gone.getPrediction().getHorizons(1).getExpectedPurchases());
    assertEquals(0, gone.getPrediction().getHorizons(1).getClvInterval().getUpper());
  }

  private static void assertJson(double purchases, double recency, PredictResponse grpc)
      throws Exception {
    double age = grpc.getServedBy().getFamily().equals("bg-bb") ? 6 * PERIOD : 7 * PERIOD;
    String body =
        "{\"frequency\":%s,\"recency\":%s,\"T\":%s,\"monetary_value\":25}"
            .formatted(purchases, recency, age);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + standalone.announcement().httpPort() + "/predict"))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, response.statusCode(), response.body());
      JsonNode answer = new ObjectMapper().readTree(response.body());
      assertEquals(
          grpc.getPrediction().getProbabilityAlive(), answer.at("/p_alive").asDouble(), 1e-12);
      HorizonPrediction month = grpc.getPrediction().getHorizons(0);
      assertEquals(
          month.getExpectedPurchases(), answer.at("/expected_purchases_30d").asDouble(), 1e-12);
      assertEquals(month.getClv(), answer.at("/clv_30d").asDouble(), 1e-10);
      assertEquals("EUR", answer.at("/currency").asText());
      assertEquals(grpc.getServedBy().getVersion(), answer.at("/version").asLong());
    }
  }

  private static void assertPages(String version, String family, String... parameters)
      throws Exception {
    String page = browser.page("/models/retail/versions/" + version);
    for (String parameter : parameters) {
      assertTrue(page.contains(">" + parameter + "</th>"), () -> parameter + " in " + page);
    }
    assertTrue(page.contains("30 days"), page);
    assertTrue(page.contains("stated, not fitted"), page);
    assertFalse(page.contains("Gamma-Gamma"), page);
    assertTrue(browser.page("/").contains("retail"));
    String model = browser.page("/models/retail");
    assertTrue(model.contains(family), model);
    assertTrue(browser.page("/models/retail/promote?version=" + version).contains("v" + version));
  }

  private static void train(String family, String version) throws Exception {
    List<String> lines = new ArrayList<>(List.of("cohort,period,survivors"));
    for (int t = 0; t < SURVIVORS.length; t++) {
      lines.add("regular,%d,%d".formatted(t, SURVIVORS[t]));
    }
    Path survivors = Files.write(folder.resolve("survivors.csv"), lines);
    String out =
        Commands.ok(
                "train",
                "--family",
                family,
                "--survivors",
                survivors.toString(),
                "--time-unit",
                PERIOD + " days",
                "--order-value",
                "25",
                "--currency",
                "EUR",
                "--observation-end",
                "2026-06-30",
                "--data-dir",
                dataFolder())
            .out();
    assertTrue(out.contains("Registered retail version " + version), out);
  }

  private static void promote(String version) {
    Commands.ok("promote", version, "--reason", "its turn", "--data-dir", dataFolder());
    awaitVersion(version);
  }

  private static PredictResponse awaitVersion(String version) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    PredictResponse response = predict(6, 6 * PERIOD, 6 * PERIOD);
    while (response.getServedBy().getVersion() != Long.parseLong(version)) {
      assertTrue(System.nanoTime() < deadline, response::toString);
      LockSupport.parkNanos(5_000_000);
      response = predict(6, 6 * PERIOD, 6 * PERIOD);
    }
    return response;
  }

  private static PredictResponse predict(double purchases, double recency, double age) {
    return PredictionServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(60, TimeUnit.SECONDS)
        .predict(
            PredictRequest.newBuilder()
                .setHistory(
                    CustomerHistory.newBuilder()
                        .setRepeatPurchases(purchases)
                        .setRecency(recency)
                        .setAge(age))
                .addHorizonDays(PERIOD)
                .addHorizonDays(5 * PERIOD)
                .setIntervalLevel(CountsAnswers.LEVEL)
                .build());
  }

  private static String dataFolder() {
    return folder.resolve("data").toString();
  }

  private static String donations() {
    String[] numbers = DONATIONS.split(" ");
    StringBuilder text = new StringBuilder("frequency,recency,periods,weights\n");
    for (int i = 0; i < numbers.length; i += 3) {
      text.append("%s,%s,6,%s%n".formatted(numbers[i], numbers[i + 1], numbers[i + 2]));
    }
    return text.toString();
  }
}
