package perennial.server.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class GivingWayTest {
  @Test
  void to_work_runsInAThreadThatGivesWay_andLeavesTheOthers() throws Exception {
    int before = nice();
    CompletableFuture<Integer> inside = new CompletableFuture<>();
    Thread thread = Thread.ofPlatform().start(GivingWay.to(() -> inside.complete(nice())));
    thread.join();
    assertEquals(Math.min(before + 5, 19), inside.join());
    assertEquals(before, nice(), "this thread's");
  }

  @Test
  void giveWay_theCallingThreadAndTheCompilers_haveTenMoreThanTheProcess() throws Exception {
    int process = Niceness.of((int) ProcessHandle.current().pid()).orElseThrow();
    int before = nice(); // other tests may have loaded versions in this thread
    int expected = Math.min(process + 10, 19);
    CompletableFuture<Integer> loading = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> {
          LoadingThreads.giveWay();
          LoadingThreads.giveWay();
          loading.complete(nice());
        })
        .join();
    assertEquals(Math.max(before, expected), loading.join());
    assertEquals(before, nice(), "this thread's");
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      List<Integer> compilers =
          tasks.filter(GivingWayTest::isCompiler).map(task -> nice(task.resolve("stat"))).toList();
      assertFalse(compilers.isEmpty());
      assertEquals(Set.of(expected), Set.copyOf(compilers));
    }
  }

  private static boolean isCompiler(Path task) {
    try {
      return Files.readString(task.resolve("comm")).contains("CompilerThre");
    } catch (IOException e) { // it has ended
      return false;
    }
  }

  private static int nice() {
    return nice(Path.of("/proc/thread-self/stat"));
  }

  /** The 19th value of the thread's line, counted from after its name. */
  private static int nice(Path stat) {
    try {
      String line = Files.readString(stat);
      String[] afterName = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return Integer.parseInt(afterName[16]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
