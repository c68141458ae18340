package perennial.trainer.transactions;

/** The data or the options that describe it are wrong. The message says where and what to do. */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadInput(String message) {
    super(message);
  }

  public BadInput(String message, Throwable cause) {
    super(message, cause);
  }
}
