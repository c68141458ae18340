package perennial.registry;

/** Nothing of that name or number is registered. */
public final class UnknownModel extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnknownModel(String model) {
    super("no model '%s' in the registry".formatted(model));
  }
}
