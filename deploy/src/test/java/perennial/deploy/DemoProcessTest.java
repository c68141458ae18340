package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process: starts, stops, is killed, and is started where it cannot run. */
class DemoProcessTest {
  private static final String CUSTOMER =
      "{\"frequency\":5.0,\"recency\":200.0,\"T\":300.0,\"monetary_value\":45.50}";

  @TempDir Path folder;

  @Test
  void demo_stoppedAndKilledAndStartedAgain_keepsItsDataAndItsSecrets() throws Exception {
    String answer;
    try (DemoProcess first = DemoProcess.start(folder.resolve("data")).awaitUp()) {
      assertTrue(first.find("password +(\\S+)").length() >= 16);
      assertTrue(first.find("registry key +(\\S+)").length() >= 32);
      answer = predict(first.httpPort());

      try (DemoProcess second = DemoProcess.start(folder.resolve("data"))) {
        assertNotEquals(0, second.awaitEnd());
        assertTrue(second.output().contains("is in use"), second.output());
      }
      String[] samePorts = {
        "--grpc-port", "" + first.grpcPort(), "--http-port", "" + first.httpPort(),
      };
      try (DemoProcess second = DemoProcess.start(folder.resolve("data"), samePorts)) {
        assertNotEquals(0, second.awaitEnd());
        assertTrue(second.output().contains("is in use"), second.output());
      }
      assertEquals(answer, predict(first.httpPort()), "the first demo is left alone");

      first.stop();
      assertFalse(first.output().contains("Exception"), first.output());
    }
    try (DemoProcess again = DemoProcess.start(folder.resolve("data")).awaitUp()) {
      assertFalse(again.output().contains("password  "), again.output());
      assertEquals(answer, predict(again.httpPort()));
      again.kill();
    }
    try (DemoProcess afterKill = DemoProcess.start(folder.resolve("data")).awaitUp()) {
      assertEquals(answer, predict(afterKill.httpPort()));
      assertEquals(404, get("http://127.0.0.1:" + afterKill.httpPort() + "/login"));
      assertEquals(200, get("http://127.0.0.1:" + afterKill.adminPort() + "/login"));
      assertNotEquals(200, get("http://127.0.0.1:" + afterKill.adminPort() + "/health/live"));
    }
  }

  @Test
  void demo_stoppedWhilePostgresStarts_leavesNothingBehind() throws Exception {
    Path data = folder.resolve("data");
    try (DemoProcess demo = DemoProcess.start(data)) {
      demo.awaitOutput("Starting PostgreSQL");
      demo.stop();
    }
    assertTrue(
        ProcessHandle.allProcesses()
            .noneMatch(p -> p.info().commandLine().orElse("").contains(data.toString())),
        "a process of the stopped demo is left");
    try (DemoProcess again = DemoProcess.start(data).awaitUp()) {
      assertEquals(200, get("http://127.0.0.1:" + again.adminPort() + "/login"));
    }
  }

  @Test
  void demo_ownDataForAFolderThatHoldsAModel_isRefusedInWords() throws Exception {
    Path data = folder.resolve("data");
    DemoProcess.start(data).awaitUp().close();
    try (DemoProcess again = DemoProcess.start(data, "--transactions", "mine.csv")) {
      assertEquals(2, again.awaitEnd());
      assertTrue(again.output().contains("already holds retail v1"), again.output());
    }
  }

  @Test
  void demo_portTaken_saysWhichAndTouchesNothing() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        DemoProcess demo =
            DemoProcess.start(
                folder.resolve("data"), "--grpc-port", Integer.toString(taken.getLocalPort()))) {
      assertNotEquals(0, demo.awaitEnd());
      assertTrue(demo.output().contains("port " + taken.getLocalPort()), demo.output());
      assertTrue(demo.output().contains("--grpc-port"), demo.output());
      assertFalse(Files.exists(folder.resolve("data")));
    }
  }

  @Test
  void demo_dataFolderCannotBeMade_saysSo() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    try (DemoProcess demo = DemoProcess.start(file.resolve("data"))) {
      assertNotEquals(0, demo.awaitEnd());
      assertTrue(demo.output().contains(file.toString()), demo.output());
      assertFalse(demo.output().contains("\tat "), demo.output());
    }
  }

  private static String predict(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/predict"))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(CUSTOMER))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, response.statusCode(), response.body());
      return response.body();
    }
  }

  private static int get(String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }
}
