package perennial.registry;

import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** What may be kept beside a version. */
final class Attachments {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int MAX_BYTES = 64 << 20;

  private Attachments() {}

  /**
   * @throws IllegalArgumentException naming the attachment whose name or size is not acceptable
   */
  static void check(SortedMap<String, byte[]> attachments) {
    for (Map.Entry<String, byte[]> attachment : attachments.entrySet()) {
      String name = attachment.getKey();
      int bytes = attachment.getValue().length;
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "attachment '%s' must be named by 1 to 63 of a-z, 0-9 and -, a letter first"
                .formatted(name));
      }
      if (bytes == 0 || bytes > MAX_BYTES) {
        throw new IllegalArgumentException(
            "attachment '%s' has %d bytes, must have 1 to %d".formatted(name, bytes, MAX_BYTES));
      }
    }
  }
}
