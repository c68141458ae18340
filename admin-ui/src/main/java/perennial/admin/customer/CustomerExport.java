package perennial.admin.customer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import perennial.admin.customer.CustomerView.Known;
import perennial.model.CustomerHistory;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.CustomerState;
import perennial.registry.predictionlog.LoggedPrediction;

/**
 * All that is known of one customer as JSON, for the customer. Of more than 10,000 events or
 * predictions the newest are given, and how many there are.
 */
final class CustomerExport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private CustomerExport() {}

  static InputStream of(Known known, Dossier dossier) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("customer", state(known));
    all.put("event_count", dossier.events().count());
    all.put("events", dossier.events().rows().stream().map(CustomerExport::event).toList());
    all.put("prediction_count", dossier.predictions().count());
    all.put(
        "predictions", dossier.predictions().rows().stream().map(CustomerExport::logged).toList());
    try {
      return new ByteArrayInputStream(
          JSON.writeValueAsString(all).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of text and numbers are JSON", e);
    }
  }

  private static Map<String, Object> state(Known known) {
    CustomerState s = known.state();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("customer_id", s.customerId());
    map.put("currency", known.terms().currency());
    map.put("time_zone", known.terms().timeZone().getId());
    map.put("purchase_days", s.purchaseDays());
    s.firstPurchaseDay().ifPresent(d -> map.put("first_purchase_day", d.toString()));
    s.lastPurchaseDay().ifPresent(d -> map.put("last_purchase_day", d.toString()));
    map.put("net_value", s.netValue());
    map.put("subscription", CustomerTables.words(s.subscription().name()));
    map.put("first_event_at", s.firstEventAt().toString());
    map.put("last_event_at", s.lastEventAt().toString());
    map.put("channel", s.acquisition().channel());
    map.put("device", s.acquisition().device());
    map.put("market", s.acquisition().market());
    map.put("category", s.acquisition().category());
    return map;
  }

  private static Map<String, Object> event(CustomerEvent e) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("event_id", e.eventId());
    map.put("occurred_at", e.occurredAt().toString());
    map.put("type", e.type().name());
    if (e.type().hasAmount()) {
      map.put("amount", e.amount());
      map.put("currency", e.currency());
    }
    map.put("order_id", e.orderId());
    map.put("channel", e.attributes().channel());
    map.put("device", e.attributes().device());
    map.put("market", e.attributes().market());
    map.put("category", e.attributes().category());
    map.put("feature", e.feature());
    return map;
  }

  /** What it was predicted from. */
  private static Map<String, Object> history(CustomerHistory h) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("repeat_purchases", h.repeatPurchases());
    map.put("recency", h.recency());
    map.put("age", h.age());
    map.put("mean_spend", h.meanSpend());
    map.put("covariates", h.traits().covariates());
    map.put("group", h.traits().group());
    return map;
  }

  private static Map<String, Object> logged(LoggedPrediction p) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("prediction_id", p.id().toString());
    map.put("at", p.at().toString());
    map.put("model", p.model());
    map.put("version", p.version());
    map.put("arm", p.arm());
    map.put("source", p.source());
    map.put("status", p.status());
    map.put("latency_micros", p.latencyMicros());
    p.history().ifPresent(h -> map.put("history", history(h)));
    p.output()
        .ifPresent(o -> {
          map.put("probability_alive", o.probabilityAlive());
          map.put("expected_spend", o.expectedSpend());
          map.put(
              "horizons",
              o.horizons().stream()
                  .map(h ->
                      Map.of(
                          "horizon_days", h.horizonDays(),
                          "expected_purchases", h.expectedPurchases(),
                          "clv", h.clv()))
                  .toList());
        });
    return map;
  }
}
