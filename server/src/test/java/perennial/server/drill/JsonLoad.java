package perennial.server.drill;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import perennial.server.TestServer;

/**
 * Predictions over JSON all the time, single ones and batches, from eight callers who keep their
 * connections, until the port is closed.
 */
public final class JsonLoad implements AutoCloseable {
  private static final int CALLERS = 8;
  private static final String ROW =
      "{\"frequency\":5.0,\"recency\":200.0,\"T\":300.0,\"monetary_value\":45.50}";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest single;
  private final HttpRequest batch;
  private final AtomicLong answered = new AtomicLong();
  private final CountDownLatch connected = new CountDownLatch(CALLERS);
  private final Queue<String> failedInFlight = new ConcurrentLinkedQueue<>();
  private final List<Thread> callers = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * @param port of a server that answers
   */
  public JsonLoad(int port) {
    single = post(port, "/predict", ROW);
    batch = post(port, "/predict/batch", "{\"customers\":[" + (ROW + ",").repeat(99) + ROW + "]}");
    for (int i = 0; i < CALLERS; i++) {
      HttpRequest request = i == 0 ? batch : single;
      callers.add(Thread.ofPlatform().name("json-load-", i).start(() -> run(request)));
    }
  }

  private static HttpRequest post(int port, String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(5))
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private void run(HttpRequest request) {
    boolean first = true;
    while (!stopped) {
      try {
        HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
        if (response.statusCode() == 200) {
          answered.incrementAndGet();
          if (first) {
            first = false;
            connected.countDown();
          }
        } else {
          failedInFlight.add("status " + response.statusCode());
        }
      } catch (ConnectException e) { // the port is closed: nothing was sent
        return;
      } catch (IOException e) {
        failedInFlight.add(e.toString());
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Waits for so many, and until every caller has had one. */
  public void awaitAnswers(long more) {
    long target = answered.get() + more;
    TestServer.eventually(
        more + " more answers", () -> answered.get() >= target && connected.getCount() == 0);
  }

  /** Answers so far. */
  public long answered() {
    return answered.get();
  }

  /** What became of the calls that reached the server and were not answered. */
  public List<String> failedInFlight() {
    return List.copyOf(failedInFlight);
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread caller : callers) {
      caller.join();
    }
    client.close();
  }
}
