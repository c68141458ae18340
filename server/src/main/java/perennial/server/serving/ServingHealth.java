package perennial.server.serving;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this process can answer, and for which models; told to whoever asks or listens. */
public final class ServingHealth {
  /**
   * The state at one moment.
   *
   * @param ready whether requests should be sent here: some verified version answers, every wanted
   *     model was tried once, and the process is not about to end
   * @param registryReachable whether the registry answered last time
   * @param draining whether the process is about to end
   * @param models by name
   */
  public record Snapshot(
      boolean ready, boolean registryReachable, boolean draining, List<ModelStatus> models) {
    public Snapshot {
      models = List.copyOf(models);
    }

    /** Whether the process knows that it should serve the model. */
    public boolean wants(String model) {
      return models.stream().anyMatch(m -> m.model().equals(model));
    }
  }

  private static final Logger log = LoggerFactory.getLogger(ServingHealth.class);

  private final LongSupplier nanos;
  private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
  private volatile Snapshot current = new Snapshot(false, false, false, List.of());
  private volatile long answeredAt;

  public ServingHealth() {
    this(System::nanoTime);
  }

  /**
   * @param nanos a clock as {@link System#nanoTime}
   */
  ServingHealth(LongSupplier nanos) {
    this.nanos = nanos;
    this.answeredAt = nanos.getAsLong();
  }

  public Snapshot snapshot() {
    return current;
  }

  /**
   * Zero while the registry answers; else the time since it last did, or since the start when it
   * never did.
   */
  public Duration registrySilence() {
    return current.registryReachable()
        ? Duration.ZERO
        : Duration.ofNanos(nanos.getAsLong() - answeredAt);
  }

  /** Calls the listener now and at every change, in the thread that makes it. */
  public synchronized void listen(Consumer<Snapshot> listener) {
    listeners.add(listener);
    listener.accept(current);
  }

  /** Says from now on that the process is about to end. */
  public synchronized void drain() {
    change(new Snapshot(false, current.registryReachable(), true, current.models()));
  }

  synchronized void update(boolean ready, boolean registryReachable, List<ModelStatus> models) {
    boolean draining = current.draining();
    if (registryReachable) {
      answeredAt = nanos.getAsLong();
    }
    change(new Snapshot(ready && !draining, registryReachable, draining, models));
  }

  /** Keeps all but the word that the registry answers. */
  synchronized void registryLost() {
    change(new Snapshot(current.ready(), false, current.draining(), current.models()));
  }

  // One that fails must not keep the change from the others.
  private static void tell(Consumer<Snapshot> listener, Snapshot snapshot) {
    try {
      listener.accept(snapshot);
    } catch (RuntimeException | Error e) {
      log.error("a listener of the health failed", e);
    }
  }

  private void change(Snapshot next) {
    if (!next.equals(current)) {
      current = next;
      listeners.forEach(l -> tell(l, next));
    }
  }
}
