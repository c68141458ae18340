package perennial.server.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PromptThreadTest {
  private static final Path SCHEDULING = Path.of("/proc/thread-self/sched");
  private static final String PROMPT = "100000"; // ns

  @Test
  void makeThisThread_aPlatformThread_hasTheShortestSlice_andOnlyItself() throws Exception {
    assumeTrue(slice().isPresent(), "the kernel shows slices");
    assumeTrue(kernel() >= 6_012, "and grants them");
    Optional<String> before = slice();
    assertEquals(
        Optional.of(PROMPT),
        inThread(() -> {
          assertTrue(PromptThread.makeThisThread());
          assertTrue(PromptThread.makeThisThread(), "again");
          assertNotEquals(Optional.of(PROMPT), inThread(PromptThreadTest::slice), "its child");
          return slice();
        }));
    assertEquals(before, slice(), "this thread's");
  }

  @Test
  void makeThisThread_oneThatGaveWay_keepsItsNiceValue() throws Exception {
    inThread(() -> {
      assertTrue(GivingWay.lowerThisThread());
      int nice = Niceness.of(Niceness.THIS_THREAD).orElseThrow();
      boolean unused = PromptThread.makeThisThread();
      assertEquals(nice, Niceness.of(Niceness.THIS_THREAD).orElseThrow());
      return nice;
    });
  }

  @Test
  void makeThisThread_aVirtualThread_isLeftAsItIs() throws Exception {
    FutureTask<Boolean> asked = new FutureTask<>(PromptThread::makeThisThread);
    Thread.ofVirtual().start(asked).join();
    assertFalse(asked.get());
  }

  private static <T> T inThread(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().start(task).join();
    return task.get();
  }

  /** 6012 for 6.12. */
  private static int kernel() {
    String[] parts = System.getProperty("os.version").split("[^0-9]+");
    return 1_000 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
  }

  /** Empty where the kernel does not show it. */
  private static Optional<String> slice() {
    if (!Files.isReadable(SCHEDULING)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(SCHEDULING).stream()
          .filter(line -> line.startsWith("se.slice"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
