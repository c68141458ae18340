package perennial.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import perennial.server.FakeRegistry;
import perennial.server.InMemoryStore;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** A failure over JSON is found in the log by its id, and tells nothing of the customer there. */
class RequestIdTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final InMemoryStore store = new InMemoryStore();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(HttpErrors.class);

  @TempDir Path folder;
  private TestServer test;

  @BeforeEach
  void start() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    test = TestServer.start(registry, store, folder, Clock.systemUTC(), Map.of()).ready();
    store.away = true;
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(logged);
    client.close();
    test.close();
  }

  private HttpResponse<String> prediction(String requestId) throws Exception {
    String base = "http://127.0.0.1:" + test.server.httpPort();
    return client.send(
        HttpRequest.newBuilder(URI.create(base + "/customers/secret-7/prediction"))
            .header("X-Request-Id", requestId)
            .timeout(Duration.ofSeconds(20))
            .build(),
        BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response) {
    return response.headers().firstValue("X-Request-Id").orElse("");
  }

  @Test
  void failure_callersId_isInTheLogsContextAndTheAnswer() throws Exception {
    HttpResponse<String> response = prediction("order 66");
    assertEquals(503, response.statusCode());
    assertEquals("order 66", header(response));
    ILoggingEvent line = logged.list.getFirst();
    assertEquals("order 66", line.getMDCPropertyMap().get("request_id"));
    assertFalse(line.getFormattedMessage().contains("secret-7"), line::getFormattedMessage);
  }

  @Test
  void failure_idThatIsTooLong_getsANewOne() throws Exception {
    HttpResponse<String> response = prediction("x".repeat(101));
    String made = UUID.fromString(header(response)).toString();
    assertEquals(made, logged.list.getFirst().getMDCPropertyMap().get("request_id"));
  }
}
