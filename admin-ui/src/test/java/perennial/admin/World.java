package perennial.admin;

import perennial.admin.testing.Sample;

/** The admin UI over a registry in memory, with one signed-in user. */
final class World implements AutoCloseable {
  static final String PASSWORD = "a long enough password";

  final Sample.World parts;
  final AdminUi ui;
  final Browser browser;

  private World(Sample.World parts) {
    this.parts = parts;
    AdminConfig config = AdminConfig.defaults().at("127.0.0.1", 0);
    ui =
        AdminUi.start(
            new Wiring(config, parts.registry(), parts.audit(), parts.accounts(), parts.clock()));
    browser = new Browser(ui);
  }

  static World filled() {
    return new World(Sample.World.filled());
  }

  static World empty() {
    return new World(Sample.World.empty());
  }

  /** Signs {@code maria} in. */
  World signedIn() {
    parts.accounts().issuePassword("maria", "test");
    parts.accounts().changePassword("maria", PASSWORD);
    browser.signIn("maria", PASSWORD);
    return this;
  }

  @Override
  public void close() {
    ui.close();
  }
}
