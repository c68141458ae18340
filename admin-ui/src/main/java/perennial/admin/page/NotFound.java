package perennial.admin.page;

/** What the address names does not exist. */
public final class NotFound extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotFound(String what) {
    super(what);
  }
}
