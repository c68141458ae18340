package perennial.server.serving;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The models this process serves now: one volatile, immutable map. Readers take no lock; the only
 * writer is the thread of the {@link DeploymentWatcher}.
 */
public final class ServingModels {
  private final Consumer<ServedModel> beforePublishing;
  private volatile Map<String, ServedModel> current = Map.of();

  ServingModels() {
    this(next -> {});
  }

  /**
   * @param beforePublishing prepares what a model needs to answer; must not throw
   */
  ServingModels(Consumer<ServedModel> beforePublishing) {
    this.beforePublishing = beforePublishing;
  }

  /** What answers for the model at this moment. */
  public Optional<ServedModel> find(String model) {
    @Nullable ServedModel found = current.get(model);
    return Optional.ofNullable(found);
  }

  /** Everything that is served at this moment, by model name; immutable. */
  public Map<String, ServedModel> snapshot() {
    return current;
  }

  void publish(ServedModel served) {
    beforePublishing.accept(served);
    Map<String, ServedModel> next = new TreeMap<>(current);
    next.put(served.name(), served);
    current = Map.copyOf(next);
  }

  void withdraw(String model) {
    Map<String, ServedModel> next = new TreeMap<>(current);
    next.remove(model);
    current = Map.copyOf(next);
  }
}
