package perennial.trainer.cli;

/** No registry is configured, or its schema is not the one this software needs. */
final class RegistryNotReady extends RuntimeException {
  private static final long serialVersionUID = 1;

  RegistryNotReady(String message) {
    super(message);
  }

  RegistryNotReady(String message, Throwable cause) {
    super(message, cause);
  }
}
