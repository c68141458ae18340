package perennial.admin.table;

import io.micronaut.http.server.types.files.StreamedFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;

/**
 * A table: its columns, and how rows are chosen.
 *
 * @param noun what a row is, such as {@code user}
 * @param plural of the noun
 * @param size rows of a page
 */
public record Table<T>(String noun, String plural, int size, List<Column<T>> columns) {
  private static final int PAGE = 50;

  /** So many rows need no filter. */
  private static final int FEW = 8;

  public Table {
    columns = List.copyOf(columns);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T> Table<T> of(String noun, String plural, Column<T>... columns) {
    return new Table<>(noun, plural, PAGE, List.of(columns));
  }

  /** The same with so many rows on a page. */
  public Table<T> pagesOf(int rows) {
    return new Table<>(noun, plural, rows, columns);
  }

  /**
   * The page that was asked for.
   *
   * @param rows in the table's own order
   * @param shown a row as the template writes it
   */
  public <R> TableView<R> view(TableQuery query, List<T> rows, Function<T, R> shown) {
    return view(query, rows, OptionalLong.empty(), shown);
  }

  /** The same of rows that may be more than fit into memory. */
  public <R> TableView<R> view(TableQuery query, Listing<T> listing, Function<T, R> shown) {
    List<T> rows = listing.below(query.before());
    return view(query, rows, listing.older(rows), shown);
  }

  private <R> TableView<R> view(
      TableQuery query, List<T> rows, OptionalLong older, Function<T, R> shown) {
    List<T> chosen = chosen(query, rows);
    long pages = Math.max(1, (chosen.size() + size - 1L) / size);
    long page = Math.min(query.page(), pages);
    int from = (int) (page - 1) * size;
    int to = Math.min(chosen.size(), from + size);
    return new TableView<>(
        query.name(),
        columns.stream().filter(Column::isShown).map(c -> head(query, c)).toList(),
        chosen.subList(from, to).stream().map(shown).toList(),
        query.path() + (query.name().isEmpty() ? "" : "#" + query.name()),
        query.parameter("q"),
        query.text(),
        rows.size() > FEW || !query.text().isEmpty(),
        query.sortParameter(),
        query.kept(),
        range(from, to, chosen.size(), older.isPresent()),
        query.csv(),
        page > 1 ? query.atPage(page - 1) : null,
        page < pages ? query.atPage(page + 1) : null,
        query.before() > 0 ? query.below(0) : null,
        older.isPresent() ? query.below(older.getAsLong()) : null);
  }

  /** All chosen rows as a file, in their order. */
  public StreamedFile csv(String name, TableQuery query, List<T> rows) {
    return Csv.file("perennial-%s.csv".formatted(name), Csv.of(header(), lines(query, rows)));
  }

  /** All chosen rows as a file, newest first, read from the database while they are sent. */
  public StreamedFile csv(String name, TableQuery query, Listing<T> listing) {
    TableQuery unsorted = query.unsorted();
    long[] before = {0};
    boolean[] over = {false};
    Supplier<List<List<@Nullable Object>>> pages =
        () -> {
          while (!over[0]) {
            List<T> rows = listing.below(before[0]);
            over[0] = listing.older(rows).isEmpty();
            before[0] = listing.older(rows).orElse(0);
            List<List<@Nullable Object>> lines = lines(unsorted, rows);
            if (!lines.isEmpty()) {
              return lines;
            }
          }
          return List.of();
        };
    return Csv.file("perennial-%s.csv".formatted(name), Csv.paged(header(), pages));
  }

  private List<String> header() {
    return columns.stream().map(Column::key).toList();
  }

  private List<List<@Nullable Object>> lines(TableQuery query, List<T> rows) {
    List<List<@Nullable Object>> lines = new ArrayList<>();
    for (T row : chosen(query, rows)) {
      List<@Nullable Object> line = new ArrayList<>();
      columns.forEach(c -> line.add(c.value().apply(row)));
      lines.add(line);
    }
    return lines;
  }

  private List<T> chosen(TableQuery query, List<T> rows) {
    String text = query.searched() ? "" : query.text().toLowerCase(Locale.ROOT);
    List<T> chosen = new ArrayList<>(rows.stream().filter(r -> contains(r, text)).toList());
    column(query.sort()).ifPresent(c -> sort(chosen, c, query.descending()));
    return Collections.unmodifiableList(chosen);
  }

  private Optional<Column<T>> column(String key) {
    return columns.stream().filter(c -> c.isShown() && c.key().equals(key)).findFirst();
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

  private String range(int from, int to, int all, boolean more) {
    String total = Formats.count(all, noun, plural) + (more ? ", and older ones" : "");
    return to - from == all
        ? total
        : "%s – %s of %s".formatted(Formats.count(from + 1L), Formats.count(to), total);
  }
}
