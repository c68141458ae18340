package perennial.trainer.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The addresses of hosts, by a look-up that ends in time. Name servers are often the receiver's
 * own: one that never answers must not hold up the messages to others.
 */
final class HostNames implements AutoCloseable {
  /** What the machine's resolver does, and what tests put in its place. */
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final Lookup lookup;
  private final Duration timeout;

  // Platform threads: a look-up is native, and would keep a virtual one's carrier.
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("webhook-names-", 0).factory());

  HostNames(Lookup lookup, Duration timeout) {
    this.lookup = lookup;
    this.timeout = timeout;
  }

  /**
   * @param host a name, an address, or an IPv6 address in brackets
   * @throws UnknownHostException when there is none, or no answer in time
   */
  List<InetAddress> addresses(String host) throws IOException, InterruptedException {
    Future<InetAddress[]> found = threads.submit(() -> lookup.addresses(withoutBrackets(host)));
    try {
      return List.of(found.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw new UnknownHostException(
          "no name server told the addresses of %s within %d ms"
              .formatted(host, timeout.toMillis()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        throw new UnknownHostException("there is no host " + unknown.getMessage());
      }
      throw new IOException("looking for " + host, e.getCause());
    } finally {
      found.cancel(true);
    }
  }

  static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
