package perennial.registry.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of table {@code customers} that a {@link CustomerRow} holds. */
final class CustomerColumns {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<EventType, Long>> COUNTS = new TypeReference<>() {};

  private CustomerColumns() {}

  /**
   * One column.
   *
   * @param text the value as PostgreSQL reads it; null for none
   */
  record Column(String name, String type, Function<CustomerRow, @Nullable Object> text) {}

  static final List<Column> ALL =
      Stream.of(
              List.of(
                  new Column("first_event_at", "timestamptz", row -> row.firstEventAt),
                  new Column("first_event_day", "date", row -> row.firstEventDay),
                  new Column("last_event_at", "timestamptz", row -> row.lastEventAt),
                  new Column("first_visit_at", "timestamptz", row -> row.firstVisitAt),
                  new Column("first_purchase_at", "timestamptz", row -> row.firstPurchaseAt),
                  new Column("order_returns", "integer", row -> row.orderReturns),
                  new Column("event_counts", "jsonb", row -> json(row.counts))),
              mark("channel", row -> row.channel),
              mark("device", row -> row.device),
              mark("market", row -> row.market),
              mark("category", row -> row.category),
              mark("subscription", row -> row.subscription))
          .flatMap(List::stream)
          .toList();

  static final String NAMES = ALL.stream().map(Column::name).collect(Collectors.joining(", "));

  private static List<Column> mark(String name, Function<CustomerRow, @Nullable Mark> mark) {
    return List.of(
        new Column(name, "text", row -> part(mark.apply(row), Mark::value, "")),
        new Column(name + "_at", "timestamptz", row -> part(mark.apply(row), Mark::at, null)),
        new Column(name + "_event", "text", row -> part(mark.apply(row), Mark::eventId, null)));
  }

  private static @Nullable Object part(
      @Nullable Mark mark, Function<Mark, Object> part, @Nullable Object otherwise) {
    return mark == null ? otherwise : part.apply(mark);
  }

  static CustomerRow read(ResultSet columns) throws SQLException {
    CustomerRow row = new CustomerRow(columns.getString("customer_id"));
    row.firstEventAt = time(columns, "first_event_at");
    row.firstEventDay = columns.getObject("first_event_day", LocalDate.class);
    row.lastEventAt = time(columns, "last_event_at");
    row.firstVisitAt = time(columns, "first_visit_at");
    row.firstPurchaseAt = time(columns, "first_purchase_at");
    row.orderReturns = columns.getInt("order_returns");
    row.counts.putAll(counts(columns));
    row.channel = mark(columns, "channel");
    row.device = mark(columns, "device");
    row.market = mark(columns, "market");
    row.category = mark(columns, "category");
    row.subscription = mark(columns, "subscription");
    return row;
  }

  static @Nullable Instant time(ResultSet columns, String name) throws SQLException {
    OffsetDateTime time = columns.getObject(name, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Mark mark(ResultSet columns, String name) throws SQLException {
    Instant at = time(columns, name + "_at");
    return at == null
        ? null
        : new Mark(columns.getString(name), at, columns.getString(name + "_event"));
  }

  static Map<EventType, Long> counts(ResultSet columns) throws SQLException {
    try {
      return JSON.readValue(columns.getString("event_counts"), COUNTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("counts of events that are no JSON object of numbers", e);
    }
  }

  private static String json(Map<EventType, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> "\"%s\": %d".formatted(count.getKey(), count.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
