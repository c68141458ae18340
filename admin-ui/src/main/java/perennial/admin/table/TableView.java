package perennial.admin.table;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a table, ready to be written by {@code fragments/table.html}.
 *
 * @param name of the table on its page; empty for the only one, or the first
 * @param heads one per column that is shown
 * @param path that the filter's form leads to
 * @param filter name of the filter's field
 * @param text that is filtered by
 * @param worthFiltering whether there are more rows than one sees at a glance
 * @param sort as in the address
 * @param kept parameters that the filter's form repeats
 * @param range which rows of how many
 * @param csv address of all rows
 * @param previous page; null on the first
 * @param next page; null on the last
 * @param newest where the newest rows are; null when they are here
 * @param older where older rows begin; null when they are all here
 */
public record TableView<R>(
    String name,
    List<Head> heads,
    List<R> rows,
    String path,
    String filter,
    String text,
    boolean worthFiltering,
    String sort,
    Map<String, String> kept,
    String range,
    String csv,
    @Nullable String previous,
    @Nullable String next,
    @Nullable String newest,
    @Nullable String older) {

  /**
   * The head of a column.
   *
   * @param href sorts by it, or the other way round
   * @param sorted {@code ascending} or {@code descending}; null when it is not sorted by
   */
  public record Head(String title, boolean number, String href, @Nullable String sorted) {}

  /** The name of the parameter that sorts. */
  public String sortName() {
    return name.isEmpty() ? "sort" : name + "-sort";
  }

  /** Whether the address asks for something of this table, which then is not to be folded away. */
  public boolean isAsked() {
    return !sort.isEmpty() || !text.isEmpty() || previous != null;
  }

  /** Whether a filter left nothing, or there is nothing. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }
}
