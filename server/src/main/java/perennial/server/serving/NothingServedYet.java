package perennial.server.serving;

/** This server has no verified version of the model yet; it may have one soon. */
public final class NothingServedYet extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NothingServedYet(String what) {
    super(what);
  }
}
