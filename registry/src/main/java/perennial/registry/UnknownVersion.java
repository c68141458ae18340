package perennial.registry;

/** Nothing of that name or number is registered. */
public final class UnknownVersion extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnknownVersion(String model, long version) {
    super("model '%s' has no version %d".formatted(model, version));
  }
}
