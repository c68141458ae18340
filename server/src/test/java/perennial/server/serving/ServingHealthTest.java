package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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

  @Test
  void registrySilence_afterTheLoss_countsFromTheLastAnswer() {
    AtomicLong nanos = new AtomicLong(-1);
    ServingHealth watched = new ServingHealth(nanos::get);
    nanos.addAndGet(7);
    assertEquals(Duration.ofNanos(7), watched.registrySilence());
    watched.update(true, true, List.of());
    nanos.addAndGet(100);
    watched.update(true, true, List.of()); // nothing new, but an answer
    nanos.addAndGet(5);
    assertEquals(Duration.ZERO, watched.registrySilence());
    watched.registryLost();
    nanos.addAndGet(1);
    assertEquals(Duration.ofNanos(6), watched.registrySilence());
    watched.update(true, false, List.of());
    assertEquals(Duration.ofNanos(6), watched.registrySilence());
  }
}
