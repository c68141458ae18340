package perennial.admin;

import perennial.admin.testing.Sample;
import perennial.admin.testing.SamplePeople;

/** The admin UI over a registry in memory, with one signed-in user. */
final class World implements AutoCloseable {
  static final String PASSWORD = "a long enough password";

  final Sample.World parts;
  final AdminUi ui;
  final Browser browser;

  private World(Sample.World parts) {
    this.parts = parts;
    ui = AdminUi.start(wiring(parts, AdminConfig.defaults().at("127.0.0.1", 0)));
    browser = new Browser(ui);
  }

  static Wiring wiring(Sample.World parts, AdminConfig config) {
    Doors doors =
        new Doors(
            parts.users(), parts.webhooks(), parts.ledger(), parts.predictions(), parts.traffic());
    return new Wiring(
        config,
        parts.registry(),
        parts.audit(),
        parts.accounts(),
        doors,
        parts.monitoring(),
        parts.alerts(),
        parts.runs(),
        parts.clock());
  }

  /** With colleagues, keys, a webhook and a customer. */
  static World peopled() {
    World world = filled();
    SamplePeople.fill(world.parts);
    return world;
  }

  static World filled() {
    return new World(Sample.World.filled());
  }

  /** With everything that any page shows. */
  static World watchedAndPeopled() {
    World world = watched();
    SamplePeople.fill(world.parts);
    return world;
  }

  static World watched() {
    return new World(Sample.World.watched());
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
