package perennial.registry.embedded;

/** The embedded PostgreSQL could not be started or prepared; the message says why. */
public final class EmbeddedPostgresFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EmbeddedPostgresFailed(String what) {
    super(what);
  }

  public EmbeddedPostgresFailed(String what, Throwable cause) {
    super(what + ": " + reason(cause), cause);
  }

  /** File exceptions say only the path in their message; their class says what is wrong with it. */
  private static String reason(Throwable cause) {
    if (cause instanceof java.nio.file.AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
