package perennial.deploy;

/** One of our programs cannot listen where it is told to; most often another one does. */
final class PortTaken extends RuntimeException {
  private static final long serialVersionUID = 1;

  PortTaken(String what, String bind, int port, String option, Throwable cause) {
    super(
        "the %s cannot listen on %s, port %d (%s): choose another port with %s, or address with --bind"
            .formatted(what, bind, port, cause.getMessage(), option),
        cause);
  }
}
