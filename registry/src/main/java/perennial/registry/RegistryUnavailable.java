package perennial.registry;

/**
 * The registry's database could not be reached or is in trouble that passes; the message says what
 * was attempted. A statement that is wrong is no such thing.
 */
public final class RegistryUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RegistryUnavailable(String attempted, Throwable cause) {
    super(attempted + " failed: " + cause.getMessage(), cause);
  }
}
