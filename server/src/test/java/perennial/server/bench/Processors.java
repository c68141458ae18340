package perennial.server.bench;

import java.io.IOException;
import java.util.List;

/**
 * Gives the generator of a load one processor and the server the others, where the system can do
 * that (Linux with {@code taskset}): a generator that must push more than the server can bear would
 * otherwise take the processors from it, and the figure would be the generator's.
 */
final class Processors {
  private static final int COUNT = Runtime.getRuntime().availableProcessors();
  private static final String ALL = "0-" + (COUNT - 1);
  private static final String FIRST = "0";
  private static final String OTHERS = "1-" + (COUNT - 1);

  private Processors() {}

  /** Parts the processors, when that can be done; the generator is this process. */
  static boolean part(long serverPid) throws IOException, InterruptedException {
    if (COUNT < 2 || !set(ProcessHandle.current().pid(), FIRST)) {
      return false;
    }
    if (set(serverPid, OTHERS)) {
      return true;
    }
    boolean unused = set(ProcessHandle.current().pid(), ALL);
    return false;
  }

  /** Gives all processors to both again. */
  static void share(long serverPid) throws IOException, InterruptedException {
    boolean both = set(ProcessHandle.current().pid(), ALL) & set(serverPid, ALL);
    if (!both) {
      throw new IOException("taskset gives the processors back no more");
    }
  }

  /** All threads of a process, and those to come. */
  private static boolean set(long pid, String processors) throws InterruptedException {
    List<String> command = List.of("taskset", "-a", "-c", "-p", processors, String.valueOf(pid));
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) { // there is no such command
      return false;
    }
  }
}
