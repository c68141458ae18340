package perennial.deploy;

/** Another program listens where one of ours is told to. */
final class PortTaken extends RuntimeException {
  private static final long serialVersionUID = 1;

  PortTaken(String what, String bind, int port, String option) {
    super(
        "port %d on %s, for the %s, is taken by another program: stop it, or choose another port with %s"
            .formatted(port, bind, what, option));
  }
}
