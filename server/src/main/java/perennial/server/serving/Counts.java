package perennial.server.serving;

import java.util.function.DoubleSupplier;

/** Takes what a part of the server counts, to show it. */
public interface Counts {
  void show(String name, String help, DoubleSupplier value);
}
