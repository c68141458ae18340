package perennial.server.serving;

/** A version does not compute here what it computed when it was registered. */
public final class GoldenMismatch extends RuntimeException {
  private static final long serialVersionUID = 1;

  public GoldenMismatch(String what) {
    super(what);
  }
}
