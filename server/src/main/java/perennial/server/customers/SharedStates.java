package perennial.server.customers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.server.customers.CustomerStates.Known;

/**
 * States in a cache that servers share, before the ledger. Whatever becomes of that cache, an
 * answer is never older than the last change heard here.
 *
 * <p>Entries are written only over older revisions, and a change leaves a tombstone with its
 * revision, so that who read before it cannot put the old state back. Both may get lost, so this
 * side keeps marks of the customers that changed: such a customer's entry counts only from the
 * revision on that the change led to or the ledger answered with later. A mark outlives every entry
 * that was written before it. When there are too many marks, after a gap in what was heard, and
 * while nothing is heard, entries are not read at all.
 *
 * <p>Limit: a process that starts within an entry's life after a change whose tombstone was lost
 * and whose old state was put back in that moment answers with it until the entry expires.
 */
final class SharedStates implements StateSource {
  private static final int MOST_MARKS = 200_000;

  /** Longer than any read of the ledger takes before its answer is put. */
  private static final Duration SLOWEST_READ = Duration.ofSeconds(60);

  private final RedisLink link;
  private final StateSource ledger;
  private final Freshness freshness;
  private final String prefix;
  private final long lifeMillis;
  private final long distrustNanos;
  private final Ticker ticker;
  private final Cache<String, Mark> marks;
  private final CacheCounts counts = new CacheCounts();
  private volatile long distrustedUntil;

  /**
   * @param database identity of the database that the states are of
   * @param life of an entry
   */
  record Keys(String database, Duration life) {}

  /** Compared by identity: two changes of one customer are two marks. */
  private static final class Mark {
    static final long READ_THE_LEDGER = Long.MAX_VALUE;

    private final long leastRevision;

    Mark(long leastRevision) {
      this.leastRevision = leastRevision;
    }
  }

  SharedStates(RedisLink link, StateSource ledger, Freshness freshness, Keys keys, Ticker ticker) {
    this.link = link;
    this.ledger = ledger;
    this.freshness = freshness;
    this.prefix = "perennial:" + keys.database() + ":customer:";
    this.lifeMillis = keys.life().toMillis();
    Duration memory = keys.life().plus(SLOWEST_READ);
    this.distrustNanos = memory.toNanos();
    this.ticker = ticker;
    this.distrustedUntil = ticker.read();
    this.marks =
        Caffeine.newBuilder()
            .maximumSize(MOST_MARKS)
            .expireAfterWrite(memory)
            .ticker(ticker)
            .evictionListener((@Nullable String id, @Nullable Mark mark, RemovalCause cause) -> {
              if (cause == RemovalCause.SIZE) {
                distrust();
              }
            })
            .build();
  }

  String customerOf(String key) {
    return key.startsWith(prefix) ? key.substring(prefix.length()) : key;
  }

  @Override
  public Map<String, Known> read(Collection<String> customerIds) {
    Map<String, @Nullable Mark> before = new HashMap<>();
    customerIds.forEach(id -> before.put(id, marks.getIfPresent(id)));
    Map<String, Known> read = new HashMap<>();
    if (isTrusted()) {
      shared(customerIds, before, read);
    }
    List<String> missing = new ArrayList<>();
    customerIds.forEach(id -> {
      if (!read.containsKey(id)) {
        missing.add(id);
      }
    });
    counts.hits(read.size());
    counts.misses(missing.size());
    if (!missing.isEmpty()) {
      Map<String, Known> found = ledger.read(missing);
      found.forEach((id, known) -> put(id, known, before.get(id)));
      read.putAll(found);
    }
    return read;
  }

  /** How often a state was shared, or had to be read from the ledger. */
  CacheCounts counts() {
    return counts;
  }

  private boolean isTrusted() {
    return freshness.followed() && ticker.read() - distrustedUntil >= 0;
  }

  private void shared(
      Collection<String> ids, Map<String, @Nullable Mark> before, Map<String, Known> read) {
    List<String> order = List.copyOf(ids);
    List<byte[]> values = link.get(order.stream().map(id -> prefix + id).toList());
    for (int i = 0; i < values.size(); i++) {
      String id = order.get(i);
      StateCodec.Entry entry = StateCodec.decode(id, values.get(i));
      @Nullable Mark mark = before.get(id);
      if (entry.known().isPresent() && (mark == null || entry.revision() >= mark.leastRevision)) {
        read.put(id, entry.known().get());
      }
    }
  }

  /**
   * Shares what the ledger answered, unless the customer changed since.
   *
   * @param before the mark when the reading began
   */
  private void put(String id, Known known, @Nullable Mark before) {
    if (marks.getIfPresent(id) != before || !freshness.followed()) {
      return;
    }
    long revision = known.state().map(state -> state.revision()).orElse(0L);
    if (before != null && before.leastRevision == Mark.READ_THE_LEDGER && revision > 0) {
      boolean unused = marks.asMap().replace(id, before, new Mark(revision));
    }
    link.put(prefix + id, StateCodec.encode(known), lifeMillis);
  }

  @Override
  public void changed(String customerId, long revision) {
    var unused =
        marks
            .asMap()
            .merge(
                customerId,
                new Mark(revision),
                // A new one in any case: a read that began before the change must see that it did.
                (was, is) -> new Mark(Math.max(was.leastRevision, is.leastRevision)));
    link.put(prefix + customerId, StateCodec.tombstone(revision), lifeMillis);
  }

  @Override
  public void changed(Collection<String> customerIds) {
    for (String id : customerIds) {
      marks.put(id, new Mark(Mark.READ_THE_LEDGER));
    }
    link.outdate(customerIds.stream().map(id -> prefix + id).toList());
  }

  @Override
  public void anyChanged() {
    distrust();
  }

  private void distrust() {
    distrustedUntil = ticker.read() + distrustNanos;
  }
}
