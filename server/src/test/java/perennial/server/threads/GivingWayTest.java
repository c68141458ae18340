package perennial.server.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class GivingWayTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void to_work_runsInAThreadThatGivesWay_andLeavesTheOthers() throws Exception {
    int before = nice();
    CompletableFuture<Integer> inside = new CompletableFuture<>();
    Thread thread = Thread.ofPlatform().start(GivingWay.to(() -> inside.complete(nice())));
    thread.join();
    assertEquals(Math.min(before + 5, 19), inside.join());
    assertEquals(before, nice(), "this thread's");
  }

  /** The 19th value of the thread's line, counted from after its name. */
  private static int nice() {
    try {
      String line = Files.readString(Path.of("/proc/thread-self/stat"));
      String[] afterName = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return Integer.parseInt(afterName[16]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
