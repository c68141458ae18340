package perennial.admin.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.http.HttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sorting, filtering, paging, and what a spreadsheet may be given. */
final class TableTest {
  private record Row(String name, @Nullable Integer size) {}

  private static final Table<Row> TABLE =
      Table.of(
          "row",
          "rows",
          Column.text("name", "Name", Row::name),
          Column.number("size", "Size", Row::size));
  private static final List<Row> ROWS =
      List.of(new Row("beta", 2), new Row("Alpha", null), new Row("gamma", 10));

  private static TableView<String> view(String query) {
    return TABLE.view(query(query), ROWS, Row::name);
  }

  private static TableQuery query(String query) {
    return TableQuery.of(HttpRequest.GET("/rows" + query), "model");
  }

  private static String csv(String query, List<Row> rows) {
    try (var in = TABLE.csv("rows", query(query), rows).getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', beta Alpha gamma",
    "?sort=name, Alpha beta gamma",
    "?sort=-name, gamma beta Alpha",
    "?sort=size, beta gamma Alpha",
    "?sort=-size, gamma beta Alpha",
    "?sort=none, beta Alpha gamma",
    "?q=AM, gamma",
    "?q=10, gamma",
    "?page=99, beta Alpha gamma",
    "?page=-1, beta Alpha gamma",
  })
  void view_ofAnAddress_choosesTheRows(String query, String names) {
    assertEquals(names, String.join(" ", view(query).rows()));
  }

  @Test
  void heads_sortTheOtherWayAndKeepTheRest() {
    TableView<String> view = view("?model=retail&q=a&sort=name");
    assertEquals("ascending", view.heads().getFirst().sorted());
    assertEquals("/rows?model=retail&q=a&sort=-name", view.heads().getFirst().href());
    assertNull(view.heads().getLast().sorted());
    assertEquals("/rows?model=retail&q=a&sort=-size", view.heads().getLast().href());
    assertEquals("/rows.csv?model=retail&q=a&sort=name", view.csv());
  }

  @Test
  void pages_haveFiftyRows() {
    List<Row> many = IntStream.range(0, 120).mapToObj(i -> new Row("r" + i, i)).toList();
    TableView<String> second = TABLE.view(query("?page=2"), many, Row::name);
    assertEquals("r50", second.rows().getFirst());
    assertEquals("51 – 100 of 120 rows", second.range());
    assertEquals("/rows", second.previous());
    assertEquals("/rows?page=3", second.next());
    assertNull(TABLE.view(query("?page=3"), many, Row::name).next());
    assertEquals(121, csv("", many).lines().count(), "all rows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "  =1+1"})
  void csv_textThatIsAFormula_isText(String formula) {
    String line = csv("", List.of(new Row(formula, 1)));
    assertTrue(line.contains("\"'" + formula + "\",1\r\n"), line);
  }

  @Test
  void csv_cells_areQuotedAndNumbersAreNot() {
    assertEquals(
        "name,size\r\n\"a \"\"b\"\", c\",-5\r\n\"d\",\r\n",
        csv("", List.of(new Row("a \"b\", c", -5), new Row("d", null))));
  }

  @Test
  void paged_isReadToItsEnd() throws IOException {
    List<List<List<@Nullable Object>>> pages =
        new ArrayList<>(List.of(List.of(List.of(1)), List.of(List.of(2)), List.of()));
    try (var in = Csv.paged(List.of("n"), pages::removeFirst)) {
      assertEquals("n\r\n1\r\n2\r\n", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void secondTable_ofAPage_hasParametersOfItsOwn() {
    TableQuery second =
        TableQuery.named(
            "stocks",
            HttpRequest.GET("/rows?model=retail&sort=name&q=a&stocks-sort=-size"),
            "model");
    TableView<String> view = TABLE.view(second, ROWS, Row::name);
    assertEquals("gamma beta Alpha", String.join(" ", view.rows()));
    assertEquals(
        "/rows?model=retail&sort=name&q=a&stocks-sort=size#stocks", view.heads().getLast().href());
    assertEquals("/rows.csv?model=retail&sort=name&q=a&table=stocks&stocks-sort=-size", view.csv());
    assertEquals("stocks-q", view.filter());
    TableView<String> first =
        view("?sort=name&stocks-sort=-size&stocks-page=2&other=1&done=deleted");
    assertEquals(
        "/rows?stocks-sort=-size&stocks-page=2&sort=-name", first.heads().getFirst().href());
  }

  /** Rows numbered 1 to n, newest first. */
  private static Listing<Row> listing(int n) {
    return new Listing<>(
        (before, limit) ->
            IntStream.iterate(before == 0 ? n : (int) before - 1, i -> i > 0, i -> i - 1)
                .limit(limit)
                .mapToObj(i -> new Row("r" + i, i))
                .toList(),
        row -> row.size() == null ? 0 : row.size());
  }

  @Test
  void listing_longerThanMemory_leadsToTheOlderRows() {
    TableView<String> newest = TABLE.view(query("?q=r"), listing(2_100), Row::name);
    assertEquals("r2100", newest.rows().getFirst());
    assertEquals("1 – 50 of 500 rows, and older ones", newest.range());
    assertEquals("/rows?q=r&before=1601", newest.older());
    assertNull(newest.newest());
    TableView<String> last = TABLE.view(query("?before=101"), listing(2_100), Row::name);
    assertEquals("r100", last.rows().getFirst());
    assertNull(last.older());
    assertEquals("/rows", last.newest());
  }

  @Test
  void csv_ofAListing_isAllOfIt() throws IOException {
    try (var in = TABLE.csv("rows", query("?sort=size"), listing(2_100)).getInputStream()) {
      assertEquals(2_101, new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().count());
    }
    try (var in = TABLE.csv("rows", query("?q=r7"), listing(2_100)).getInputStream()) {
      String csv = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals("name,size", csv.lines().findFirst().orElseThrow());
      assertTrue(csv.contains("\"r7\",7\r\n"), "a match on the last page");
      assertFalse(csv.contains("\"r8\""), csv);
    }
  }

  @Test
  void text_thatWasSearchedAlready_isNotLookedForAgain() {
    TableQuery query = query("?q=nowhere").searchedAlready();
    assertEquals(3, TABLE.view(query, ROWS, Row::name).rows().size());
  }

  @Test
  void hiddenColumn_isInTheFileAndFilteredBy_butNoHead() {
    Table<Row> table =
        Table.of(
            "row",
            "rows",
            Column.text("name", "Name", Row::name),
            Column.hidden("size", Row::size));
    assertEquals(1, table.view(query(""), ROWS, Row::name).heads().size());
    assertEquals(List.of("gamma"), table.view(query("?q=10"), ROWS, Row::name).rows());
    assertEquals("beta", table.view(query("?sort=-size"), ROWS, Row::name).rows().getFirst());
  }
}
