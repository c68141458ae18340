package perennial.server.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static perennial.server.TestServer.eventually;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatingThreadTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  private final AtomicInteger rounds = new AtomicInteger();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  private final class Failing implements RepeatingThread.Work {
    @Override
    public void round() throws InterruptedException {
      int round = rounds.incrementAndGet();
      if (round == 1) {
        throw new IllegalStateException("first");
      }
      if (round == 2) {
        throw new StackOverflowError();
      }
      new CountDownLatch(1).await();
    }

    @Override
    public void failed(Throwable error) {
      failures.add(error);
    }

    @Override
    public void ended() {
      ended.set(true);
    }
  }

  @Test
  void round_fails_theNextOneComes() {
    try (RepeatingThread thread = new RepeatingThread("test", new Failing(), SHORT)) {
      thread.start();
      eventually("the third round", () -> rounds.get() == 3);
      assertEquals(
          List.of(IllegalStateException.class, StackOverflowError.class),
          failures.stream().map(Object::getClass).toList());
    }
    assertTrue(ended.get());
  }

  @Test
  void close_neverStarted_returns() {
    new RepeatingThread("test", new Failing(), SHORT).close();
    assertEquals(0, rounds.get());
  }
}
