package perennial.admin.table;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * Rows that may be more than fit into memory, newest first, each with a number that falls. A table
 * of them sorts and pages what it holds at once, and leads to the older ones.
 *
 * @param source reads them from the database
 * @param number of a row
 */
public record Listing<T>(Source<T> source, ToLongFunction<T> number) {
  /** So many are held at once. */
  static final int MOST = 500;

  /** Reads rows. */
  @FunctionalInterface
  public interface Source<T> {
    /**
     * Rows with a number below {@code before} (0: from the newest), newest first.
     *
     * @param limit the most of them
     */
    List<T> below(long before, int limit);
  }

  List<T> below(long before) {
    return source.below(before, MOST);
  }

  /** Where older rows than these begin; empty when there are none. */
  OptionalLong older(List<T> rows) {
    return rows.size() < MOST
        ? OptionalLong.empty()
        : OptionalLong.of(number.applyAsLong(rows.getLast()));
  }
}
