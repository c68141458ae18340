package perennial.admin.table;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param key in the address and in the CSV's header
 * @param title in the head; empty for one that only the CSV has
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

  /** A column that no page shows, for the CSV and the filter. */
  public static <T> Column<T> hidden(String key, Function<T, @Nullable Comparable<?>> value) {
    return new Column<>(key, "", false, value);
  }

  /** What may be absent. */
  public static @Nullable Double of(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** What may be absent. */
  public static @Nullable Long of(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  /** What may be absent. */
  public static <C extends Comparable<?>> @Nullable C of(Optional<C> value) {
    return value.orElse(null);
  }

  boolean isShown() {
    return !title.isEmpty();
  }
}
