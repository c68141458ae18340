package perennial.admin.table;

import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import perennial.admin.page.Link;

/**
 * What somebody wants to see of a table, as its address says: {@code sort=name} or {@code
 * sort=-name}, {@code q=text}, {@code page=2}, {@code before=1200}. A page with several tables
 * gives each but one a name, which stands before its parameters: {@code stocks-sort=psi}.
 *
 * @param name of the table on its page; empty for the only one, or the first
 * @param path of the page
 * @param file path of its CSV
 * @param kept parameters of the page, and of its other tables
 * @param sort key of a column; empty for the table's own order
 * @param text that must be in a row, ignoring case; empty for all rows
 * @param page 1, 2, 3, ...
 * @param before only rows with a number below this one; 0 for the newest
 * @param searched whether the text was looked for already, by who gives the rows
 */
public record TableQuery(
    String name,
    String path,
    String file,
    Map<String, String> kept,
    String sort,
    boolean descending,
    String text,
    long page,
    long before,
    boolean searched) {
  private static final int LONGEST = 200;
  private static final Pattern OF_A_TABLE = Pattern.compile("(?:[a-z]+-)?(?:sort|q|page|before)");

  /**
   * @param kept names of parameters that the page has beside those of its tables
   */
  public static TableQuery of(HttpRequest<?> request, String... kept) {
    return named("", request, kept);
  }

  /** The same of a table with a name. */
  public static TableQuery named(String name, HttpRequest<?> request, String... kept) {
    HttpParameters given = request.getParameters();
    String prefix = name.isEmpty() ? "" : name + "-";
    String sort = text(given, prefix + "sort");
    boolean descending = sort.startsWith("-");
    String path = request.getPath().replaceFirst("\\.csv$", "");
    return new TableQuery(
        name,
        path,
        path + ".csv",
        others(given, prefix, List.of(kept)),
        descending ? sort.substring(1) : sort,
        descending,
        text(given, prefix + "q").strip(),
        Math.max(1, number(text(given, prefix + "page"))),
        number(text(given, prefix + "before")),
        false);
  }

  /** The same for a page whose CSV has another path than its own with an ending. */
  public TableQuery at(String page, String csv) {
    return new TableQuery(
        name, page, csv, kept, sort, descending, text, this.page, before, searched);
  }

  /** The same with a parameter that the page has whether or not this address says it. */
  public TableQuery keeping(String parameter, String value) {
    Map<String, String> all = new LinkedHashMap<>(kept);
    all.put(parameter, value);
    return new TableQuery(name, path, file, all, sort, descending, text, page, before, searched);
  }

  /** The same in this order, where the address says none; with {@code -} in front downwards. */
  public TableQuery orElse(String order) {
    boolean downwards = order.startsWith("-");
    return sort.isEmpty()
        ? new TableQuery(
            name,
            path,
            file,
            kept,
            downwards ? order.substring(1) : order,
            downwards,
            text,
            page,
            before,
            searched)
        : this;
  }

  /** The same where who gives the rows has looked for the text. */
  public TableQuery searchedAlready() {
    return new TableQuery(name, path, file, kept, sort, descending, text, page, before, true);
  }

  TableQuery unsorted() {
    return new TableQuery(name, path, file, kept, "", false, text, page, before, searched);
  }

  private static Map<String, String> others(
      HttpParameters given, String prefix, List<String> kept) {
    Map<String, String> others = new LinkedHashMap<>();
    for (String name : given.names()) {
      String value = text(given, name);
      if (!value.isEmpty() && (kept.contains(name) || isOfAnother(name, prefix))) {
        others.put(name, value);
      }
    }
    return others;
  }

  private static boolean isOfAnother(String name, String prefix) {
    boolean own = prefix.isEmpty() ? name.indexOf('-') < 0 : name.startsWith(prefix);
    return !own && OF_A_TABLE.matcher(name).matches();
  }

  private static String text(HttpParameters given, String name) {
    String value = given.get(name);
    return value == null ? "" : value.substring(0, Math.min(value.length(), LONGEST));
  }

  private static long number(String text) {
    return text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : 0;
  }

  /** The name of a parameter of this table. */
  String parameter(String key) {
    return name.isEmpty() ? key : name + "-" + key;
  }

  /** The address of the same table sorted by another column, from its first page on. */
  String sortedBy(String key, boolean downwards) {
    return address(path, (downwards ? "-" : "") + key, 1, before);
  }

  String atPage(long number) {
    return address(path, sortParameter(), number, before);
  }

  /** The address of the rows below a number; 0 for the newest. */
  String below(long number) {
    return address(path, sortParameter(), 1, number);
  }

  /** The address of the same rows, all of them, as CSV. */
  String csv() {
    return address(file, sortParameter(), 1, 0);
  }

  String sortParameter() {
    return sort.isEmpty() ? "" : (descending ? "-" : "") + sort;
  }

  private String address(String to, String order, long number, long from) {
    Map<String, String> all = new LinkedHashMap<>(kept);
    all.put("table", to.equals(file) ? name : "");
    all.put(parameter("q"), text);
    all.put(parameter("sort"), order);
    all.put(parameter("page"), number == 1 ? "" : Long.toString(number));
    all.put(parameter("before"), from == 0 ? "" : Long.toString(from));
    String query =
        all.entrySet().stream()
            .filter(e -> !e.getValue().isEmpty())
            .map(e -> Link.parameter(e.getKey(), e.getValue()))
            .collect(Collectors.joining("&"));
    String place = to.equals(file) || name.isEmpty() ? "" : "#" + name;
    return to + (query.isEmpty() ? "" : "?" + query) + place;
  }
}
