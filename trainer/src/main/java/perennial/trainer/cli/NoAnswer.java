package perennial.trainer.cli;

/** No server answered at the address; the message says which and what to do. */
final class NoAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private NoAnswer(Throwable cause, String message) {
    super(message, cause);
  }

  static NoAnswer unknownHost(String host, Throwable cause) {
    return new NoAnswer(cause, "no host %s is known here (--server)".formatted(host));
  }

  NoAnswer(String server, Throwable cause) {
    super(
        "no answer from %s: is `perennial server` or `perennial demo` running? (--server)"
            .formatted(server),
        cause);
  }
}
