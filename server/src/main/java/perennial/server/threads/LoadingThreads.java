package perennial.server.threads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that make a version ready to take over from one that answers: the one that loads it,
 * and the JVM's compilers, for which seldom run code is news and which take up to twice the
 * processor time of the load itself. Neither is in a hurry: the other version answers.
 *
 * <p>A network's thread that shares a processor with one of them waits at times for the kernel's
 * next tick (4 ms), a {@link PromptThread} too: it has had its share. Their higher nice value makes
 * that share larger. Linux alone; the options of the JVM for it would slow down the start as well.
 */
public final class LoadingThreads {
  private static final Logger log = LoggerFactory.getLogger(LoadingThreads.class);

  private static final int NICER = 10; // a tenth of the others' share; batches go before, too
  private static final Path TASKS = Path.of("/proc/self/task");

  private LoadingThreads() {}

  /**
   * Lets the calling platform thread and the compilers give way to all others for good, and those
   * that they start too. Again changes nothing, and costs a look at each thread.
   */
  public static void giveWay() {
    OptionalInt process = Niceness.of((int) ProcessHandle.current().pid());
    if (process.isEmpty() || !Files.isDirectory(TASKS)) {
      return;
    }
    try (Stream<Path> tasks = Files.list(TASKS)) {
      IntStream compilers =
          tasks
              .filter(LoadingThreads::compiles)
              .mapToInt(task -> Integer.parseInt(task.getFileName().toString()));
      IntStream.concat(IntStream.of(Niceness.THIS_THREAD), compilers)
          .forEach(thread -> {
            boolean unused = Niceness.raise(thread, process.getAsInt(), NICER);
          });
    } catch (IOException | RuntimeException e) {
      log.debug("this thread and the compilers keep their priority", e);
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
