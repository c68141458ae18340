package perennial.server.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The caller's name of a request, {@code x-request-id}, for the log and for errors. One is made
 * where it is needed when the caller gave none.
 */
final class RequestId implements ServerInterceptor {
  /** Its name in the log's context. */
  static final String MDC_KEY = "request_id";

  private static final int MAX_LENGTH = 100;
  private static final Context.Key<String> KEY = Context.key("request-id");

  /** The current call's, or a new one. */
  static String current() {
    @Nullable String given = KEY.get();
    return given == null ? UUID.randomUUID().toString() : given;
  }

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    @Nullable String given = headers.get(CallHeaders.REQUEST_ID); // printable ASCII by its type
    if (given == null || given.isBlank() || given.length() > MAX_LENGTH) {
      return next.startCall(call, headers);
    }
    return Contexts.interceptCall(Context.current().withValue(KEY, given), call, headers, next);
  }
}
