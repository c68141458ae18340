package perennial.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.server.FakePredictionLog;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** Bodies that are as large as the port takes, and larger. */
class LargeBodyTest {
  private static final int LIMIT = 4 * 1024 * 1024;

  private static final String CUSTOMER =
      "{\"frequency\":1,\"recency\":2,\"T\":3,\"monetary_value\":4}";

  @TempDir Path folder;
  private final FakePredictionLog log = new FakePredictionLog();
  private final HttpClient client = HttpClient.newHttpClient();
  private TestServer test;

  @BeforeEach
  void start() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    test =
        TestServer.start(
                registry, log, folder, Clock.systemUTC(), Map.of("PERENNIAL_SERVER_LOG_SHARE", "1"))
            .ready();
  }

  @AfterEach
  void stop() {
    client.close();
    test.close();
  }

  /** A batch of one customer, and spaces up to so many bytes. */
  private static byte[] batch(int bytes) {
    byte[] body = new byte[bytes];
    Arrays.fill(body, (byte) ' ');
    byte[] json = ("{\"customers\":[" + CUSTOMER + "]}").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(json, 0, body, 0, json.length);
    return body;
  }

  private static BodyPublisher publisher(byte[] body, boolean chunked) {
    return chunked
        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
        : BodyPublishers.ofByteArray(body);
  }

  private int post(String path, BodyPublisher body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + test.server.httpPort() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(TestServer.PATIENCE)
            .header("Content-Type", "application/json")
            .POST(body)
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void post_asLargeAsAllowed_isAnswered(boolean chunked) throws Exception {
    assertEquals(200, post("/predict/batch", publisher(batch(LIMIT), chunked)));
  }

  @ParameterizedTest
  @CsvSource({"/predict, retail", "/predict/batch, ''"})
  void post_larger_isRefusedAndLoggedAndTheNextRequestsAreAnswered(String path, String model)
      throws Exception {
    assertEquals(413, post(path, publisher(batch(LIMIT + 1), false)));
    assertLogged(model);
    for (int i = 0; i < 20; i++) {
      assertEquals(200, post("/predict/batch", publisher(batch(1_000), false)));
    }
    TestServer.eventually("the other rows", () -> log.rows().size() == 21);
    String counted = "perennial_http_requests_total{route=\"%s\",status=\"413\"} 1".formatted(path);
    assertTrue(metrics().lines().anyMatch(counted::equals), this::metrics);
  }

  @Test
  void post_declaredTooLarge_isRefusedBeforeItComes() throws Exception {
    try (Connection connection = new Connection()) {
      connection.head("/predict/batch", "Content-Length: 1000000000000");
      assertEquals("HTTP/1.1 413 Request Entity Too Large", connection.statusLine());
      assertLogged("");
    }
  }

  @Test
  void post_withoutEnd_isRefusedWhileItComesKeptNowhereAndThenCutOff() throws Exception {
    try (Connection connection = new Connection()) {
      connection.head("/predict/batch", "Transfer-Encoding: chunked");
      connection.chunks(2 * LIMIT);
      assertEquals("HTTP/1.1 413 Request Entity Too Large", connection.statusLine());
      assertLogged("");
      long before = buffered();
      connection.chunks(12 * LIMIT);
      long kept = buffered() - before;
      assertTrue(kept < 4 * LIMIT, kept + " more bytes are kept");
      assertThrows(IOException.class, () -> connection.chunks(64 * LIMIT));
      assertEquals(200, post("/predict/batch", publisher(batch(1_000), false)));
    }
  }

  /** Bytes of the network's buffers in this process. */
  private static long buffered() {
    ByteBufAllocatorMetric metric =
        ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
    return metric.usedDirectMemory() + metric.usedHeapMemory();
  }

  /** One connection, written and read by hand. */
  private final class Connection implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    Connection() throws IOException {
      socket = new Socket("127.0.0.1", test.server.httpPort());
      socket.setSoTimeout((int) TestServer.PATIENCE.toMillis());
      out = socket.getOutputStream();
      in = socket.getInputStream();
    }

    void head(String path, String length) throws IOException {
      String head =
          "POST %s HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n%s\r\n\r\n"
              .formatted(path, length);
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    String statusLine() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
        line.append((char) next);
      }
      return line.toString();
    }

    void chunks(int bytes) throws IOException {
      byte[] chunk =
          ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      for (int sent = 0; sent < bytes; sent += 0x10000) {
        out.write(chunk);
      }
      out.flush();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private String metrics() {
    try {
      URI uri = URI.create("http://127.0.0.1:" + test.server.httpPort() + "/metrics");
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no metrics", e);
    }
  }

  /** The first row is the refusal's. */
  private void assertLogged(String model) {
    TestServer.eventually("the row", () -> !log.rows().isEmpty());
    LoggedPrediction row = log.rows().getFirst();
    assertEquals("INVALID_ARGUMENT", row.status());
    assertEquals(model, row.model());
    assertEquals(1, log.rows().size());
  }
}
