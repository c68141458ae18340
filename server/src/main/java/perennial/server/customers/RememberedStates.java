package perennial.server.customers;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import perennial.registry.RegistryUnavailable;

/**
 * States in memory, bounded by their estimated bytes. Customers whom the ledger does not know are
 * remembered too.
 *
 * <p>A load is a future in the cache from its beginning on, and a change removes it like any other
 * entry: who asks after the change begins a new load, and the old one is never remembered. Changes
 * only remove; nothing is read before somebody asks.
 */
final class RememberedStates implements CustomerStates {
  // Estimated with compressed references: node, key, future and this class's entry; a state's
  // strings, amounts and times.
  private static final int ENTRY_BYTES = 300;
  private static final int STATE_BYTES = 700;
  private static final int EVENT_TYPE_BYTES = 40;

  private final AsyncCache<String, Entry> cache;
  private final CacheCounts counts = new CacheCounts();
  private final StateSource source;
  private final Freshness freshness;
  private final Ticker ticker;

  private record Entry(Known known, long readAt) {
    long revision() {
      return known.state().isPresent() ? known.state().get().revision() : 0;
    }
  }

  /**
   * A state that is being read. It fails without an exception of its own, which the cache would log
   * with a stack trace: for a cache a load that gave nothing is nothing to remember.
   */
  private static final class Load extends CompletableFuture<@Nullable Entry> {
    private volatile @Nullable Throwable failure;

    void fail(Throwable cause) {
      failure = cause;
      complete(null);
    }
  }

  /**
   * @param bytes estimated memory of all entries
   */
  RememberedStates(long bytes, StateSource source, Freshness freshness, Ticker ticker) {
    this.source = source;
    this.freshness = freshness;
    this.ticker = ticker;
    this.cache =
        Caffeine.newBuilder().maximumWeight(bytes).weigher(RememberedStates::bytes).buildAsync();
  }

  private static int bytes(String id, Entry entry) {
    int bytes = ENTRY_BYTES + id.length();
    return entry.known().state().isEmpty()
        ? bytes
        : bytes + STATE_BYTES + EVENT_TYPE_BYTES * entry.known().state().get().events().size();
  }

  @Override
  public @Nullable Known remembered(String customerId) {
    @Nullable Known known = trusted(customerId);
    if (known != null) {
      counts.hits(1); // who finds none loads it, which is counted then
    }
    return known;
  }

  /** How often a state was remembered, or had to be read or waited for. */
  CacheCounts counts() {
    return counts;
  }

  private @Nullable Known trusted(String customerId) {
    @Nullable CompletableFuture<Entry> found = cache.getIfPresent(customerId);
    @Nullable Entry entry = found == null ? null : entry(found);
    return entry != null && freshness.trusts(entry.readAt()) ? entry.known() : null;
  }

  @Override
  public Known load(String customerId) {
    @Nullable Known known = remembered(customerId);
    return known != null
        ? known
        : loadAll(List.of(customerId)).getOrDefault(customerId, Known.NOTHING);
  }

  @Override
  public Map<String, Known> loadAll(Collection<String> customerIds) {
    Map<String, Known> loaded = HashMap.newHashMap(customerIds.size());
    Loads loads = new Loads();
    for (String id : new LinkedHashSet<>(customerIds)) {
      Load mine = new Load();
      CompletableFuture<Entry> found = cache.get(id, (key, executor) -> mine);
      @Nullable Entry entry = entry(found);
      if (found == mine) {
        loads.begun.put(id, mine);
      } else if (entry == null) {
        loads.others.put(id, found);
      } else if (freshness.trusts(entry.readAt())) {
        loaded.put(id, entry.known());
      } else {
        loads.old.put(id, found);
      }
    }
    counts.hits(loaded.size());
    counts.misses(loads.size());
    loads.run(loaded);
    return loaded;
  }

  @Override
  public void changed(String customerId, long revision) {
    source.changed(customerId, revision);
    var unused =
        cache
            .asMap()
            .computeIfPresent(
                customerId,
                (id, found) -> {
                  @Nullable Entry entry = entry(found);
                  return entry != null && entry.revision() >= revision ? found : null;
                });
  }

  /** Forgets customers who changed, to whatever revision. */
  void changed(Collection<String> customerIds) {
    source.changed(customerIds);
    customerIds.forEach(this::dropped);
  }

  /** Forgets all. */
  void anyChanged() {
    source.anyChanged();
    allDropped();
  }

  /** Forgets in memory only, what another server says it wrote. */
  void dropped(String customerId) {
    var unused = cache.asMap().remove(customerId);
  }

  /** Forgets all in memory only. */
  void allDropped() {
    cache.asMap().clear();
  }

  /** Null while it is being read, and when that failed. */
  private static @Nullable Entry entry(CompletableFuture<Entry> future) {
    return future.getNow(null);
  }

  /** What one call has to wait for. */
  private final class Loads {
    /** Read by this call, and waited for by others. */
    private final Map<String, Load> begun = new HashMap<>();

    /** Read by other calls. */
    private final Map<String, CompletableFuture<Entry>> others = new HashMap<>();

    /** Remembered, but not to be trusted: read anew, and good enough if that fails. */
    private final Map<String, CompletableFuture<Entry>> old = new HashMap<>();

    int size() {
      return begun.size() + others.size() + old.size();
    }

    void run(Map<String, Known> loaded) {
      if (!begun.isEmpty() || !old.isEmpty()) {
        read(loaded);
      }
      // Own reads are complete by now, so that two calls can never wait for each other.
      others.forEach((id, future) -> loaded.put(id, joined(future).known()));
    }

    private void read(Map<String, Known> loaded) {
      List<String> ids = new ArrayList<>(begun.keySet());
      ids.addAll(old.keySet());
      long readAt = ticker.read(); // before the reading: what changes meanwhile makes it older
      Map<String, Known> read;
      try {
        read = source.read(ids);
      } catch (RegistryUnavailable e) {
        freshness.databaseAway();
        begun.values().forEach(load -> load.fail(e));
        if (!begun.isEmpty()) {
          throw e;
        }
        old.forEach((id, future) -> loaded.put(id, joined(future).known()));
        return;
      } catch (Throwable e) { // whoever waits must not wait for ever
        begun.values().forEach(load -> load.fail(e));
        throw e;
      }
      loaded.putAll(read);
      begun.forEach((id, future) -> future.complete(entry(read, id, readAt)));
      // Only in the place of what was there: a change in between has removed it.
      old.forEach((id, was) -> {
        var unused =
            cache
                .asMap()
                .replace(id, was, CompletableFuture.completedFuture(entry(read, id, readAt)));
      });
    }

    private static Entry entry(Map<String, Known> read, String id, long readAt) {
      return new Entry(read.getOrDefault(id, Known.NOTHING), readAt);
    }

    private static Entry joined(CompletableFuture<Entry> future) {
      @Nullable Entry entry = future.join();
      if (entry != null) {
        return entry;
      }
      @Nullable Throwable cause = future instanceof Load load ? load.failure : null;
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(cause);
    }
  }
}
