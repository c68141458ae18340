package perennial.server.http;

import java.util.ArrayList;
import java.util.List;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.InvalidRequest.Violation;

/** What is wrong with a request, collected so that the caller is told all of it at once. */
final class Violations {
  private static final int MAX_SHOWN = 20;
  private static final int MAX_NAME = 60;
  private static final int MAX_VALUE = 40;

  private final List<Violation> shown = new ArrayList<>();
  private int total;

  void add(String field, String description) {
    total++;
    if (shown.size() < MAX_SHOWN) {
      String name = field.length() <= MAX_NAME ? field : field.substring(0, MAX_NAME) + "...";
      shown.add(new Violation(name, description));
    }
  }

  /** A value as it was sent, if it is short; else its beginning. */
  static String shown(String value) {
    return "'%s'"
        .formatted(value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "...");
  }

  /**
   * @throws InvalidRequest when there are any
   */
  void throwIfAny() {
    if (total > 0) {
      throw new InvalidRequest(shown, total);
    }
  }
}
