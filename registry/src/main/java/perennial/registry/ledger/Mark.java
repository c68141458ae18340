package perennial.registry.ledger;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A value with the event that said it: which of two events is the earlier one never changes. */
record Mark(String value, Instant at, String eventId) {
  private static final Comparator<Mark> BY_TIME =
      Comparator.comparing(Mark::at).thenComparing(Mark::eventId, Mark::compareIds);

  /** In the order of code points, as the database compares; UTF-16 has another one. */
  static int compareIds(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean bothOrNone = Character.isSurrogate(x) == Character.isSurrogate(y);
        return bothOrNone ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  static Mark earlier(@Nullable Mark known, Mark other) {
    return known == null || BY_TIME.compare(other, known) < 0 ? other : known;
  }

  static Mark later(@Nullable Mark known, Mark other) {
    return known == null || BY_TIME.compare(other, known) > 0 ? other : known;
  }
}
