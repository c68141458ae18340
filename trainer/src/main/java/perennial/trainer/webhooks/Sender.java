package perennial.trainer.webhooks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhooks;

/** Sends one message; follows no redirect, and reads no more of the answer than its status. */
final class Sender implements AutoCloseable {
  private final HttpClient client;
  private final AddressRule addresses;
  private final Duration timeout;
  private final Clock clock;

  Sender(AddressRule addresses, Duration timeout, Clock clock) {
    this.addresses = addresses;
    this.timeout = timeout;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * What came back.
   *
   * @param status 0 without an answer
   * @param detail empty when it was taken
   * @param worthRetrying whether a later attempt may fare better
   */
  record Answer(int status, String detail, boolean worthRetrying) {
    boolean taken() {
      return status >= 200 && status < 300;
    }
  }

  Answer send(Webhooks.Due due) throws InterruptedException {
    try {
      URI uri = URI.create(due.url());
      addresses.require(uri.getHost());
      int status =
          client.send(request(due, uri), HttpResponse.BodyHandlers.discarding()).statusCode();
      return answer(status);
    } catch (RefusedAddress e) {
      return new Answer(0, String.valueOf(e.getMessage()), false);
    } catch (IOException e) {
      return new Answer(0, said(e), true);
    }
  }

  private static Answer answer(int status) {
    if (status >= 200 && status < 300) {
      return new Answer(status, "", false);
    }
    if (status >= 300 && status < 400) {
      return new Answer(status, "answered %d: redirects are not followed".formatted(status), true);
    }
    // Gone: the receiver asks not to be told any more.
    return new Answer(status, "answered " + status, status != 410);
  }

  private HttpRequest request(Webhooks.Due due, URI uri) {
    Delivery delivery = due.delivery();
    long timestamp = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(uri)
        .timeout(timeout)
        .header("content-type", "application/json")
        .header("user-agent", "perennial")
        .header("webhook-id", delivery.messageId())
        .header("webhook-timestamp", Long.toString(timestamp))
        .header(
            "webhook-signature",
            Signature.of(due.secret(), delivery.messageId(), timestamp, delivery.body()))
        .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
        .build();
  }

  private static String said(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
