package perennial.admin;

/** Another program listens where the admin UI should. */
public final class PortTaken extends RuntimeException {
  private static final long serialVersionUID = 1;

  PortTaken(AdminConfig config, Throwable cause) {
    super(
        "admin UI: port %d on %s is taken; choose another with PERENNIAL_ADMIN_PORT"
            .formatted(config.port(), config.bind()),
        cause);
  }
}
