package perennial.server.threads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the JVM's compilers. A version that is loaded runs code that was seldom run, and
 * they take up to ten times the processor time of the load itself, without hurry: the code runs
 * meanwhile, only slower.
 *
 * <p>A network's thread that shares a processor with one of them waits at times for the kernel's
 * next tick (4 ms), a {@link PromptThread} too: it has had its share. Their higher nice value makes
 * that share larger. Linux alone; the options of the JVM for it would slow down the start as well.
 */
public final class CompilerThreads {
  private static final Logger log = LoggerFactory.getLogger(CompilerThreads.class);

  private static final int NICER = 10; // a tenth of the others' share; batches go before, too
  private static final Path TASKS = Path.of("/proc/self/task");

  private CompilerThreads() {}

  /**
   * Lets them give way to all other threads for good, and those that they start too. Again changes
   * nothing, and costs a look at each thread.
   */
  public static void giveWay() {
    OptionalInt process = Niceness.of((int) ProcessHandle.current().pid());
    if (process.isEmpty() || !Files.isDirectory(TASKS)) {
      return;
    }
    try (Stream<Path> tasks = Files.list(TASKS)) {
      tasks
          .filter(CompilerThreads::compiles)
          .mapToInt(task -> Integer.parseInt(task.getFileName().toString()))
          .forEach(thread -> {
            boolean unused = Niceness.raise(thread, process.getAsInt(), NICER);
          });
    } catch (IOException | RuntimeException e) {
      log.debug("the compilers keep their priority", e);
    }
  }

  private static boolean compiles(Path task) {
    try {
      String name = Files.readString(task.resolve("comm"));
      return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
    } catch (IOException e) { // it has ended meanwhile
      return false;
    }
  }
}
