package perennial.admin.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import perennial.admin.page.Link;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;

/** The commands that ask a server the same, ready to be pasted into a shell. */
final class Commands {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Commands() {}

  static String grpcurl(Question q, String model, String address) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("model", model);
    if (q.byId()) {
      request.put("customer_id", q.customerId());
    } else {
      request.put("history", history(q.history(), "repeat_purchases", "age", "mean_spend"));
    }
    putQuestion(request, q);
    return "grpcurl -plaintext -d %s %s perennial.api.v1.PredictionService/Predict"
        .formatted(quoted(json(request)), quoted(address));
  }

  static String curl(Question q, String model, String address) {
    return q.byId() ? curlById(q, model, address) : curlByHistory(q, model, address);
  }

  private static String curlById(Question q, String model, String address) {
    StringBuilder url =
        new StringBuilder(
                "http://%s/customers/%s/prediction?"
                    .formatted(address, Link.segment(q.customerId())))
            .append(Link.parameter("model", model))
            .append("&horizon_days=")
            .append(String.join(",", days(q.horizons()).stream().map(String::valueOf).toList()));
    if (q.level() != 0) {
      url.append("&interval_level=").append(q.level());
    }
    q.rate().ifPresent(r -> url.append("&annual_discount_rate=").append(r));
    q.margin().ifPresent(m -> url.append("&margin=").append(m));
    return "curl " + quoted(url.toString());
  }

  private static String curlByHistory(Question q, String model, String address) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("model", model);
    putQuestion(request, q);
    request.put("customers", List.of(history(q.history(), "frequency", "T", "monetary_value")));
    return "curl -H 'Content-Type: application/json' -d %s %s"
        .formatted(quoted(json(request)), quoted("http://" + address + "/predict/batch"));
  }

  private static Map<String, Object> history(
      CustomerHistory h, String repeats, String age, String spend) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(repeats, h.repeatPurchases());
    map.put("recency", h.recency());
    map.put(age, h.age());
    map.put(spend, h.meanSpend());
    if (!h.traits().covariates().isEmpty()) {
      map.put("covariates", h.traits().covariates());
    }
    if (!h.traits().group().isEmpty()) {
      map.put("group", h.traits().group());
    }
    return map;
  }

  private static void putQuestion(Map<String, Object> request, Question q) {
    request.put("horizon_days", days(q.horizons()));
    if (q.level() != 0) {
      request.put("interval_level", q.level());
    }
    Map<String, Object> terms = new LinkedHashMap<>();
    q.rate().ifPresent(r -> terms.put("annual_discount_rate", r));
    q.margin().ifPresent(m -> terms.put("margin", m));
    if (!terms.isEmpty()) {
      request.put("terms", terms);
    }
  }

  private static List<Integer> days(Horizons horizons) {
    List<Integer> days = new ArrayList<>();
    for (int i = 0; i < horizons.count(); i++) {
      days.add(horizons.days(i));
    }
    return days;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of text and numbers are JSON", e);
    }
  }

  /** One word of a POSIX shell, whatever is in it. */
  static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:,@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
