package perennial.server.access;

/** The call needs a key and came without one, or with one that is not live. */
public final class NoKey extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoKey() {
    super("this call needs a key: 'authorization: Bearer <key>'", null, false, false);
  }
}
