package perennial.admin;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A watched world with somebody signed in, and what they see of it. */
abstract class WatchActsCase {
  World world;
  Browser browser;

  @BeforeEach
  void start() {
    world = World.watched().signedIn();
    browser = world.browser;
  }

  @AfterEach
  void stop() {
    world.close();
  }
}
