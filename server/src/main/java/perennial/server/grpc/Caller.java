package perennial.server.grpc;

import io.grpc.Context;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, by the key of the call.
 *
 * @param name of the key
 */
record Caller(String name) {
  static final Context.Key<Caller> KEY = Context.key("caller");

  /** Who did it, for the audit. */
  static String actor() {
    @Nullable Caller caller = KEY.get();
    return caller == null ? "anonymous" : caller.name();
  }
}
