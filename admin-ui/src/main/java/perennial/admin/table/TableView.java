package perennial.admin.table;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a table, ready to be written by {@code fragments/table.html}.
 *
 * @param heads one per column
 * @param path that the filter's form leads to
 * @param text that is filtered by
 * @param sort as in the address
 * @param kept parameters that the filter's form repeats
 * @param range which rows of how many
 * @param csv address of all rows
 * @param previous page; null on the first
 * @param next page; null on the last
 */
public record TableView<R>(
    List<Head> heads,
    List<R> rows,
    String path,
    String text,
    String sort,
    Map<String, String> kept,
    String range,
    String csv,
    @Nullable String previous,
    @Nullable String next) {

  /**
   * The head of a column.
   *
   * @param href sorts by it, or the other way round
   * @param sorted {@code ascending} or {@code descending}; null when it is not sorted by
   */
  public record Head(String title, boolean number, String href, @Nullable String sorted) {}
}
