package perennial.server.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries the key of {@code authorization: Bearer <key>} from the metadata to the service. */
final class BearerKey implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<String> KEY = Context.key("bearer-key");
  private static final String SCHEME = "Bearer ";

  /** The key of the current call. */
  static Optional<String> current() {
    return Optional.ofNullable(KEY.get());
  }

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    @Nullable String value = headers.get(AUTHORIZATION);
    if (value == null || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return next.startCall(call, headers);
    }
    Context context = Context.current().withValue(KEY, value.substring(SCHEME.length()).strip());
    return Contexts.interceptCall(context, call, headers, next);
  }
}
