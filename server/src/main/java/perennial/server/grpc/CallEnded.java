package perennial.server.grpc;

import io.grpc.Context;

/** The caller has gone, or the deadline has passed: nobody waits for the answer. */
final class CallEnded extends RuntimeException {
  private static final long serialVersionUID = 1;

  private CallEnded(String why) {
    super(why, null, false, false); // expected, and often at once
  }

  static CallEnded tooSlow() {
    return new CallEnded("the caller took nothing for too long");
  }

  /**
   * @throws CallEnded when the current call is over
   */
  static void check() {
    if (Context.current().isCancelled()) {
      throw new CallEnded("the call is over");
    }
  }
}
