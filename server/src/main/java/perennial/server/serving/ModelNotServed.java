package perennial.server.serving;

import java.util.Collection;
import java.util.TreeSet;

/** This server serves other models, but not the one asked for. */
public final class ModelNotServed extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ModelNotServed(String model, Collection<String> served) {
    super(
        "model '%s' is not served here; served: %s"
            .formatted(model, String.join(", ", new TreeSet<>(served))));
  }
}
