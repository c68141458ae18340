package perennial.server.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import perennial.registry.ApiKey;
import perennial.registry.KeyScope;
import perennial.server.access.ApiKeys;

/**
 * Lets a call in by its key. {@link CallThreads} has seen to it that a key which must be looked up
 * is looked up in a virtual thread.
 */
final class KeyInterceptor implements ServerInterceptor {
  private final ApiKeys keys;

  KeyInterceptor(ApiKeys keys) {
    this.keys = keys;
  }

  /** Whether {@link #interceptCall} must ask the database. */
  boolean asks(ServerCall<?, ?> call, Metadata headers) {
    return needsKey(call) && !keys.remembers(CallHeaders.key(headers));
  }

  private boolean needsKey(ServerCall<?, ?> call) {
    var method = call.getMethodDescriptor();
    return !MethodScopes.of(method).isEmpty()
        && (keys.required() || MethodScopes.alwaysNeedsKey(method));
  }

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    if (!needsKey(call)) {
      return next.startCall(call, headers);
    }
    ApiKey key;
    try {
      Set<KeyScope> scopes = MethodScopes.of(call.getMethodDescriptor());
      key = keys.check(CallHeaders.key(headers), scopes);
    } catch (RuntimeException e) {
      StatusRuntimeException status =
          GrpcErrors.status(e, call.getMethodDescriptor().getFullMethodName());
      Metadata trailers = status.getTrailers();
      call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
      return new ServerCall.Listener<>() {}; // the call is over
    }
    Context context = Context.current().withValue(Caller.KEY, new Caller(key.name()));
    return Contexts.interceptCall(context, call, headers, next);
  }
}
