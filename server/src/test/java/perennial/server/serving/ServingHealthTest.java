package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import perennial.server.TestServer;

class ServingHealthTest {
  private final ServingHealth health = new ServingHealth();

  @Test
  void listen_changeMeanwhile_isHeardLast() throws Exception {
    AtomicBoolean ready = new AtomicBoolean();
    Thread change = Thread.ofPlatform().unstarted(() -> health.update(true, true, List.of()));
    health.listen(snapshot -> {
      if (change.getState() == Thread.State.NEW) {
        change.start();
        TestServer.eventually(
            "the change is made, or waits",
            () ->
                change.getState() == Thread.State.BLOCKED
                    || change.getState() == Thread.State.TERMINATED);
      }
      ready.set(snapshot.ready());
    });
    change.join();
    assertTrue(ready.get());
  }
}
