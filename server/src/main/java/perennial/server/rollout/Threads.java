package perennial.server.rollout;

import java.time.Duration;

/** The end of a thread. */
final class Threads {
  private Threads() {}

  /**
   * Waits for the thread's end.
   *
   * @return whether it has ended, or never began
   */
  static boolean ended(Thread thread, Duration patience) {
    try {
      return thread.getState() == Thread.State.NEW || thread.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
