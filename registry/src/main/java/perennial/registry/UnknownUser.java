package perennial.registry;

/** There is no user of that name. */
public final class UnknownUser extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownUser(String name) {
    super("no user '%s'".formatted(name));
  }
}
