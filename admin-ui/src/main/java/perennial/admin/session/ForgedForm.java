package perennial.admin.session;

/** A form came without the token of its session: another site sent it, or the session changed. */
public final class ForgedForm extends RuntimeException {
  private static final long serialVersionUID = 1;

  ForgedForm() {
    super("the form does not belong to this session");
  }
}
