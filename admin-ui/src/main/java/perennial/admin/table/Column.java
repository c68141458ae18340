package perennial.admin.table;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param key in the address and in the CSV's header
 * @param title in the head
 * @param number whether it is aligned to the right
 * @param value what rows are sorted and exported by: text, a number, an {@code Instant}, a {@code
 *     LocalDate}, a boolean or an enum, one type for all rows; null sorts last
 */
public record Column<T>(
    String key, String title, boolean number, Function<T, @Nullable Comparable<?>> value) {

  /** A column of words. */
  public static <T> Column<T> text(
      String key, String title, Function<T, @Nullable Comparable<?>> value) {
    return new Column<>(key, title, false, value);
  }

  /** A column of numbers. */
  public static <T> Column<T> number(
      String key, String title, Function<T, @Nullable Comparable<?>> value) {
    return new Column<>(key, title, true, value);
  }
}
