package perennial.admin.table;

import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import perennial.admin.page.Link;

/**
 * What somebody wants to see of a table, as its address says: {@code sort=name} or {@code
 * sort=-name}, {@code q=text}, {@code page=2}.
 *
 * @param path of the page
 * @param kept parameters of the page that are not the table's
 * @param sort key of a column; empty for the table's own order
 * @param text that must be in a row, ignoring case; empty for all rows
 * @param page 1, 2, 3, ...
 */
public record TableQuery(
    String path,
    Map<String, String> kept,
    String sort,
    boolean descending,
    String text,
    long page) {
  private static final int LONGEST = 200;

  /**
   * @param kept names of parameters that the page has beside the table's
   */
  public static TableQuery of(HttpRequest<?> request, String... kept) {
    HttpParameters given = request.getParameters();
    Map<String, String> others = new LinkedHashMap<>();
    for (String name : kept) {
      String value = given.get(name);
      if (value != null && !value.isEmpty()) {
        others.put(name, value);
      }
    }
    String sort = text(given, "sort");
    boolean descending = sort.startsWith("-");
    return new TableQuery(
        request.getPath().replaceFirst("\\.csv$", ""),
        others,
        descending ? sort.substring(1) : sort,
        descending,
        text(given, "q").strip(),
        page(text(given, "page")));
  }

  private static String text(HttpParameters given, String name) {
    String value = given.get(name);
    return value == null ? "" : value.substring(0, Math.min(value.length(), LONGEST));
  }

  private static long page(String text) {
    return text.matches("[1-9][0-9]{0,8}") ? Long.parseLong(text) : 1;
  }

  /** The address of the same table sorted by another column, from its first page on. */
  String sortedBy(String key, boolean downwards) {
    return address("", (downwards ? "-" : "") + key, 1);
  }

  String atPage(long number) {
    return address("", sortParameter(), number);
  }

  /** The address of the same rows, all of them, as CSV. */
  String csv() {
    return address(".csv", sortParameter(), 1);
  }

  String sortParameter() {
    return sort.isEmpty() ? "" : (descending ? "-" : "") + sort;
  }

  private String address(String suffix, String order, long number) {
    Map<String, String> all = new LinkedHashMap<>(kept);
    all.put("q", text);
    all.put("sort", order);
    all.put("page", number == 1 ? "" : Long.toString(number));
    String query =
        all.entrySet().stream()
            .filter(e -> !e.getValue().isEmpty())
            .map(e -> Link.parameter(e.getKey(), e.getValue()))
            .collect(Collectors.joining("&"));
    return path + suffix + (query.isEmpty() ? "" : "?" + query);
  }
}
