package perennial.server.grpc;

import io.grpc.Metadata;
import perennial.server.access.Bearer;

/** What a call's metadata say. */
final class CallHeaders {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<String> REQUEST_ID =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

  private CallHeaders() {}

  /** The key of {@code authorization: Bearer <key>}; empty for none. */
  static String key(Metadata headers) {
    return Bearer.key(headers.get(AUTHORIZATION));
  }
}
