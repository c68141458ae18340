package perennial.trainer.webhooks;

/** A message may not be sent to this host. */
final class RefusedAddress extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedAddress(String message) {
    super(message);
  }
}
