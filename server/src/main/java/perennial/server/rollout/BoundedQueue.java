package perennial.server.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A queue for many writers, who never wait, and one reader. What comes while it is full is dropped
 * and counted.
 */
final class BoundedQueue<T> {
  private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();
  private final int capacity;

  BoundedQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * @return how many wait now, this one included; 0 when it was dropped
   */
  int offer(T item) {
    if (size.get() >= capacity) { // a glance first: a full queue costs no contention
      dropped.increment();
      return 0;
    }
    int now = size.incrementAndGet();
    if (now > capacity) {
      size.decrementAndGet();
      dropped.increment();
      return 0;
    }
    queue.add(item);
    return now;
  }

  /** The oldest ones; empty when there are none. */
  List<T> take(int atMost) {
    List<T> taken = new ArrayList<>(Math.min(atMost, size.get()));
    while (taken.size() < atMost) {
      @Nullable T next = queue.poll();
      if (next == null) {
        break;
      }
      taken.add(next);
    }
    size.addAndGet(-taken.size());
    return taken;
  }

  int size() {
    return size.get();
  }

  long dropped() {
    return dropped.sum();
  }
}
