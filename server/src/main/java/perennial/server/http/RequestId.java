package perennial.server.http;

import io.micronaut.http.HttpRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller's name of a request, {@code X-Request-Id}, for the log and for errors. */
final class RequestId {
  static final String HEADER = "X-Request-Id";

  /** Its name in the log's context. */
  static final String MDC_KEY = "request_id";

  private static final int MAX_LENGTH = 100;

  private RequestId() {}

  /** The request's, or a new one when it has none of 1 to 100 printable characters of ASCII. */
  static String of(HttpRequest<?> request) {
    @Nullable String given = request.getHeaders().get(HEADER);
    return given == null || given.isBlank() || given.length() > MAX_LENGTH || !isPrintable(given)
        ? UUID.randomUUID().toString()
        : given;
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
