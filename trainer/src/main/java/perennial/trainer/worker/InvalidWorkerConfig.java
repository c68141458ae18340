package perennial.trainer.worker;

import java.util.List;

/** Settings that cannot be used; the message lists every one of them. */
public final class InvalidWorkerConfig extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidWorkerConfig(List<String> problems) {
    super("the worker's settings are wrong: " + String.join("; ", problems));
  }
}
