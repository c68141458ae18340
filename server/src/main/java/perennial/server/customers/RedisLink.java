package perennial.server.customers;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to Redis or Valkey that may be gone at any time: then nothing is found and nothing
 * is kept, and no call fails or waits longer than {@link #PATIENCE}. After some calls without an
 * answer it is given up, and a thread of its own tries to make a new one.
 *
 * <p>Redis tells this connection when a key that it read was changed by another one (client-side
 * caching over RESP3). What was said while there was no connection is lost: a new one begins with
 * dropping everything.
 */
final class RedisLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
  static final Duration PATIENCE = Duration.ofMillis(50);
  private static final int MOST_UNANSWERED = 3;
  private static final int MOST_WAITING = 10_000;
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(500);

  /** Writes over an older revision, or a state over the tombstone of its own. */
  private static final String PUT =
      """
      local old = redis.call('GET', KEYS[1])
      if old then
        local was, is = string.sub(old, 1, 16), string.sub(ARGV[1], 1, 16)
        if was > is or (was == is and string.sub(ARGV[1], 17, 17) == 'T') then return 0 end
      end
      redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
      return 1
      """;

  /** Deletes what is no tombstone: a change was heard, to a revision that is not known here. */
  private static final String OUTDATE =
      """
      for _, key in ipairs(KEYS) do
        local old = redis.call('GET', key)
        if old and string.sub(old, 17, 17) ~= 'T' then redis.call('DEL', key) end
      end
      return 1
      """;

  private final Duration patience;
  private final RedisURI uri;
  private final RedisClient client;
  private final AtomicInteger unanswered = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread keeper;
  private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;
  private Consumer<String> onChanged = key -> {};
  private Runnable onLost = () -> {};

  RedisLink(String url) {
    this(url, PATIENCE);
  }

  /**
   * @param patience with one read
   */
  RedisLink(String url, Duration patience) {
    this.patience = patience;
    this.uri = RedisURI.create(url);
    uri.setTimeout(CONNECT_PATIENCE);
    this.client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .protocolVersion(ProtocolVersion.RESP3)
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MOST_WAITING)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_PATIENCE).build())
            .build());
    this.keeper = Thread.ofPlatform().name("perennial-redis").daemon().unstarted(this::keep);
  }

  /**
   * Before {@link #start}.
   *
   * @param changed takes a key that another connection changed
   * @param lost runs when keys may have changed unheard
   */
  void listen(Consumer<String> changed, Runnable lost) {
    onChanged = changed;
    onLost = lost;
  }

  void start() {
    keeper.start();
  }

  boolean connected() {
    return connection != null;
  }

  /** The values of these keys, empty ones where there are none; no list at all when unanswered. */
  List<byte[]> get(List<String> keys) {
    @Nullable StatefulRedisConnection<String, byte[]> current = connection;
    if (current == null) {
      return List.of();
    }
    try {
      Future<List<KeyValue<String, byte[]>>> asked =
          current.async().mget(keys.toArray(String[]::new));
      List<byte[]> values = new ArrayList<>(keys.size());
      for (KeyValue<String, byte[]> value : asked.get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        values.add(value.getValueOrElse(new byte[0]));
      }
      unanswered.set(0);
      return values;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException | RuntimeException e) {
      failed(current, e);
    }
    return List.of();
  }

  /** Begins to write, and returns. */
  void put(String key, byte[] value, long lifeMillis) {
    byte[] life = Long.toString(lifeMillis).getBytes(StandardCharsets.US_ASCII);
    send(current -> {
      watch(
          current,
          current
              .async()
              .<Long>eval(PUT, ScriptOutputType.INTEGER, new String[] {key}, value, life)
              .toCompletableFuture());
      // Own writes end Redis' watch over a key for this connection; reading it begins it anew.
      watch(current, current.async().get(key).toCompletableFuture());
    });
  }

  /** Begins to delete what is no tombstone, and returns. */
  void outdate(List<String> keys) {
    send(current ->
        watch(
            current,
            current
                .async()
                .<Long>eval(OUTDATE, ScriptOutputType.INTEGER, keys.toArray(String[]::new))
                .toCompletableFuture()));
  }

  private void send(Consumer<StatefulRedisConnection<String, byte[]>> command) {
    @Nullable StatefulRedisConnection<String, byte[]> current = connection;
    if (current == null) {
      return;
    }
    try {
      command.accept(current);
    } catch (RuntimeException e) {
      failed(current, e);
    }
  }

  private void watch(StatefulRedisConnection<String, byte[]> current, CompletableFuture<?> answer) {
    var unused =
        answer.whenComplete((done, failure) -> {
          if (failure != null) {
            failed(current, failure);
          }
        });
  }

  private void failed(StatefulRedisConnection<String, byte[]> current, Throwable failure) {
    log.debug("Redis did not answer", failure);
    if (unanswered.incrementAndGet() >= MOST_UNANSWERED || !current.isOpen()) {
      giveUp(current);
    }
  }

  private synchronized void giveUp(StatefulRedisConnection<String, byte[]> current) {
    if (connection == current) {
      connection = null;
      onLost.run();
      log.warn("Redis at {}:{} does not answer; going on without it", uri.getHost(), uri.getPort());
    }
    var unused = current.closeAsync();
  }

  private void keep() {
    try {
      do {
        @Nullable StatefulRedisConnection<String, byte[]> current = connection;
        if (current == null) {
          connect();
        } else if (!current.isOpen()) {
          giveUp(current);
        }
      } while (!closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      log.debug("the keeper of the connection to Redis was told to stop");
    }
  }

  private void connect() {
    @Nullable StatefulRedisConnection<String, byte[]> made = null;
    try {
      made = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), uri);
      made.addListener(this::pushed);
      var unused = made.sync().clientTracking(TrackingArgs.Builder.enabled().noloop());
      onLost.run();
      unanswered.set(0);
      connection = made;
      log.info("states of customers are shared in Redis at {}:{}", uri.getHost(), uri.getPort());
    } catch (RuntimeException e) {
      log.debug("no connection to Redis", e);
      if (made != null) {
        var unused = made.closeAsync();
      }
    }
  }

  private void pushed(PushMessage message) {
    if (!message.getType().equals("invalidate")) {
      return;
    }
    List<Object> content = message.getContent(StringCodec.UTF8::decodeKey);
    if (content.size() < 2 || !(content.get(1) instanceof List<?> keys)) {
      onLost.run(); // all keys were deleted
      return;
    }
    keys.forEach(key -> onChanged.accept(String.valueOf(key)));
  }

  @Override
  public void close() {
    closing.countDown();
    keeper.interrupt();
    @Nullable StatefulRedisConnection<String, byte[]> current = connection;
    connection = null;
    if (current != null) {
      var unused = current.closeAsync();
    }
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
  }
}
