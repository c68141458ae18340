package perennial.server;

/** The server cannot listen where its settings say. */
public final class PortInUse extends RuntimeException {
  private static final long serialVersionUID = 1;

  PortInUse(String what, String address, int port, String setting, Throwable cause) {
    super(
        "the server cannot listen for %s on %s port %d (%s): another program may use it; choose another with %s"
            .formatted(what, address, port, cause.getMessage(), setting),
        cause);
  }
}
