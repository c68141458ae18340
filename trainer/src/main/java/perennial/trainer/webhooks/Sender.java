package perennial.trainer.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhooks;

/**
 * Sends one message; follows no redirect, and reads no more of the answer than its status. The
 * receiver's name is looked up once, and the message goes to the address that was found and
 * allowed. Whatever name server and receiver do, an attempt ends: within one timeout for the name,
 * and one for the rest.
 */
final class Sender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  /** Of a host with more addresses the first ones are tried. */
  private static final int MAX_ADDRESSES = 4;

  private final HostNames names;
  private final AddressRule rule;
  private final Duration timeout;
  private final Clock clock;
  private final SSLSocketFactory tls;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("webhook-watch").factory());

  Sender(AddressRule rule, Duration timeout, Clock clock) {
    this(
        rule,
        timeout,
        clock,
        InetAddress::getAllByName,
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /**
   * @param tls knows whom to trust
   */
  Sender(
      AddressRule rule,
      Duration timeout,
      Clock clock,
      HostNames.Lookup lookup,
      SSLSocketFactory tls) {
    this.names = new HostNames(lookup, timeout);
    this.rule = rule;
    this.timeout = timeout;
    this.clock = clock;
    this.tls = tls;
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
      URI uri = URI.create(URI.create(due.url()).toASCIIString());
      List<InetAddress> addresses = names.addresses(uri.getHost());
      rule.require(uri.getHost(), addresses);
      return answer(post(due.delivery(), due.secret(), uri, addresses));
    } catch (RefusedAddress e) {
      return new Answer(0, String.valueOf(e.getMessage()), false);
    } catch (IOException e) {
      return new Answer(0, said(e), true);
    }
  }

  /** To the first address that can be reached; who was reached is sent it once. */
  private int post(Delivery delivery, String secret, URI uri, List<InetAddress> addresses)
      throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    IOException failure = new UnknownHostException(uri.getHost() + " has no address");
    for (InetAddress address : addresses.subList(0, Math.min(MAX_ADDRESSES, addresses.size()))) {
      long left = Math.ceilDiv(end - System.nanoTime(), 1_000_000L);
      if (left <= 0) {
        break;
      }
      DirectPost post = new DirectPost(uri);
      Future<?> cut = watch.schedule(() -> cut(post), left, TimeUnit.MILLISECONDS);
      try (post) {
        try {
          post.connect(address, Duration.ofMillis(left), tls);
        } catch (IOException e) {
          failure = e;
          continue;
        }
        return post.send(headers(delivery, secret), delivery.body());
      } catch (IOException e) {
        failure = e;
        break;
      } finally {
        cut.cancel(false);
      }
    }
    if (System.nanoTime() - end >= 0) {
      throw new IOException("no answer within %d ms".formatted(timeout.toMillis()), failure);
    }
    throw failure;
  }

  private static void cut(DirectPost post) {
    try {
      post.close();
    } catch (IOException e) {
      LOG.debug("cutting a connection that took too long", e);
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

  private Map<String, String> headers(Delivery delivery, String secret) {
    long timestamp = clock.instant().getEpochSecond();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("user-agent", "perennial");
    headers.put("webhook-id", delivery.messageId());
    headers.put("webhook-timestamp", Long.toString(timestamp));
    headers.put(
        "webhook-signature",
        Signature.of(secret, delivery.messageId(), timestamp, delivery.body()));
    return headers;
  }

  private static String said(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    names.close();
    watch.shutdownNow();
  }
}
