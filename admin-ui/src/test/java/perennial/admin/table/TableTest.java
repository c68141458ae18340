package perennial.admin.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    try (var in = TABLE.csv(query(query), rows)) {
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
}
