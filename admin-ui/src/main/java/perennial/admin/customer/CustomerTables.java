package perennial.admin.customer;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.predictionlog.LoggedPrediction;

/** The tables of what a customer did, and of what was predicted for them. */
final class CustomerTables {
  static final Table<CustomerEvent> EVENTS =
      Table.of(
          "event",
          "events",
          Column.text("occurred_at", "When", CustomerEvent::occurredAt),
          Column.text("type", "What", e -> type(e)),
          Column.number("amount", "Amount", e -> e.type().hasAmount() ? e.amount() : null),
          Column.text("currency", "Currency", CustomerEvent::currency),
          Column.text("order_id", "Order", CustomerEvent::orderId),
          Column.text("attributes", "From", e -> from(e.attributes())),
          Column.text("event_id", "Event", CustomerEvent::eventId));

  private CustomerTables() {}

  /**
   * @param currency what the money of a prediction is in
   */
  static Table<LoggedPrediction> predictions(Function<LoggedPrediction, String> currency) {
    return Table.of(
        "logged prediction",
        "logged predictions",
        Column.text("at", "When", LoggedPrediction::at),
        Column.text("model", "Model", LoggedPrediction::model),
        Column.number("version", "Version", LoggedPrediction::version),
        Column.text("arm", "Part", p -> words(p.arm())),
        Column.text("source", "Source", p -> words(p.source())),
        Column.number("alive", "P(alive)", p -> alive(p)),
        Column.number("clv", "CLV, longest horizon", p -> clv(p)),
        Column.hidden("currency", p -> clv(p) == null ? null : currency.apply(p)),
        Column.number("latency", "Latency, ms", p -> p.latencyMicros() / 1000.0),
        Column.text("status", "Status", LoggedPrediction::status));
  }

  static String type(CustomerEvent e) {
    return words(e.type().name());
  }

  static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static String from(Attributes a) {
    return Arrays.asList(a.channel(), a.device(), a.market(), a.category()).stream()
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  static @Nullable Double alive(LoggedPrediction p) {
    return p.output().map(LoggedPrediction.Output::probabilityAlive).orElse(null);
  }

  static @Nullable Double clv(LoggedPrediction p) {
    return p.output()
        .filter(o -> !o.horizons().isEmpty())
        .map(o -> o.horizons().getLast().clv())
        .orElse(null);
  }

  static CustomerPage.Event event(CustomerEvent e, Formats formats) {
    return new CustomerPage.Event(
        formats.when(e.occurredAt()),
        type(e),
        e.type().hasAmount() ? Formats.decimal(e.amount().doubleValue(), 2) : "",
        e.currency(),
        e.orderId(),
        from(e.attributes()),
        e.eventId());
  }

  static CustomerPage.Logged logged(LoggedPrediction p, String currency, Formats formats) {
    Double alive = alive(p);
    Double clv = clv(p);
    return new CustomerPage.Logged(
        formats.when(p.at()),
        p.model(),
        p.version() == 0 ? "none" : "v" + p.version(),
        words(p.arm()),
        words(p.source()),
        alive == null ? "–" : Formats.percent(alive),
        clv == null ? "–" : Formats.money(clv, currency),
        Formats.decimal(p.latencyMicros() / 1000.0, 2),
        p.status());
  }
}
