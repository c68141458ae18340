package perennial.registry;

/** The change would have left nobody who may administer. */
public final class LastAdmin extends RuntimeException {
  private static final long serialVersionUID = 1;

  LastAdmin(String name) {
    super("%s is the last enabled admin; make somebody else an admin first".formatted(name));
  }
}
