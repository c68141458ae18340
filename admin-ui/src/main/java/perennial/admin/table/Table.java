package perennial.admin.table;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;

/**
 * A table that fits into memory: its columns, and how rows are chosen.
 *
 * @param noun what a row is, such as {@code user}
 * @param plural of the noun
 */
public record Table<T>(String noun, String plural, List<Column<T>> columns) {
  private static final int PAGE = 50;

  public Table {
    columns = List.copyOf(columns);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T> Table<T> of(String noun, String plural, Column<T>... columns) {
    return new Table<>(noun, plural, List.of(columns));
  }

  /**
   * The page that was asked for.
   *
   * @param rows in the table's own order
   * @param shown a row as the template writes it
   */
  public <R> TableView<R> view(TableQuery query, List<T> rows, Function<T, R> shown) {
    List<T> chosen = chosen(query, rows);
    long pages = Math.max(1, (chosen.size() + PAGE - 1L) / PAGE);
    long page = Math.min(query.page(), pages);
    int from = (int) (page - 1) * PAGE;
    int to = Math.min(chosen.size(), from + PAGE);
    return new TableView<>(
        columns.stream().map(c -> head(query, c)).toList(),
        chosen.subList(from, to).stream().map(shown).toList(),
        query.path(),
        query.text(),
        query.sortParameter(),
        query.kept(),
        range(from, to, chosen.size()),
        query.csv(),
        page > 1 ? query.atPage(page - 1) : null,
        page < pages ? query.atPage(page + 1) : null);
  }

  /** All chosen rows as CSV. */
  public InputStream csv(TableQuery query, List<T> rows) {
    List<List<@Nullable Object>> lines = new ArrayList<>();
    for (T row : chosen(query, rows)) {
      List<@Nullable Object> line = new ArrayList<>();
      columns.forEach(c -> line.add(c.value().apply(row)));
      lines.add(line);
    }
    return Csv.of(columns.stream().map(Column::key).toList(), lines);
  }

  private List<T> chosen(TableQuery query, List<T> rows) {
    String text = query.text().toLowerCase(Locale.ROOT);
    List<T> chosen = new ArrayList<>(rows.stream().filter(r -> contains(r, text)).toList());
    column(query.sort()).ifPresent(c -> sort(chosen, c, query.descending()));
    return Collections.unmodifiableList(chosen);
  }

  private Optional<Column<T>> column(String key) {
    return columns.stream().filter(c -> c.key().equals(key)).findFirst();
  }

  private boolean contains(T row, String text) {
    return text.isEmpty()
        || columns.stream()
            .map(c -> c.value().apply(row))
            .anyMatch(v -> v != null && v.toString().toLowerCase(Locale.ROOT).contains(text));
  }

  /** Rows of equal value keep the table's own order; rows without a value come last. */
  private static <T> void sort(List<T> rows, Column<T> column, boolean descending) {
    List<T> absent = rows.stream().filter(r -> column.value().apply(r) == null).toList();
    rows.removeIf(r -> column.value().apply(r) == null);
    Comparator<T> order = (a, b) -> compare(column.value().apply(a), column.value().apply(b));
    rows.sort(descending ? order.reversed() : order);
    rows.addAll(absent);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compare(@Nullable Comparable left, @Nullable Comparable right) {
    if (left == null || right == null) {
      throw new IllegalStateException("rows without a value are not compared");
    }
    return left instanceof String s && right instanceof String t
        ? s.compareToIgnoreCase(t)
        : left.compareTo(right);
  }

  private TableView.Head head(TableQuery query, Column<T> c) {
    boolean sorted = c.key().equals(query.sort());
    boolean downwards = sorted ? !query.descending() : c.number();
    return new TableView.Head(
        c.title(),
        c.number(),
        query.sortedBy(c.key(), downwards),
        !sorted ? null : query.descending() ? "descending" : "ascending");
  }

  private String range(int from, int to, int all) {
    String total = Formats.count(all, noun, plural);
    return to - from == all
        ? total
        : "%s – %s of %s".formatted(Formats.count(from + 1L), Formats.count(to), total);
  }
}
