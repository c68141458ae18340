package perennial.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import perennial.model.CustomerHistory;
import perennial.model.IllegalHistory;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.InvalidRequest.Violation;

/**
 * The body of {@code POST /predict}: exactly four numbers, in days and in the model's currency.
 * What is unknown, missing, doubled or no number is refused by name, all of it at once.
 */
final class PredictBody {
  private static final String FREQUENCY = "frequency";
  private static final String RECENCY = "recency";
  private static final String AGE = "T";
  private static final String MONETARY_VALUE = "monetary_value";
  private static final List<String> FIELDS = List.of(FREQUENCY, RECENCY, AGE, MONETARY_VALUE);
  private static final int MAX_VIOLATIONS = 20;
  private static final int MAX_NAME = 60;

  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Double> numbers = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  private PredictBody() {}

  /**
   * @throws InvalidRequest naming every field that is wrong
   */
  static CustomerHistory read(byte[] body) {
    PredictBody read = new PredictBody();
    try (JsonParser parser = JSON.createParser(body)) {
      read.object(parser);
    } catch (JsonProcessingException e) {
      throw InvalidRequest.of("body", "is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw InvalidRequest.of("body", "is no JSON in UTF-8");
    }
    return read.history();
  }

  private void object(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw InvalidRequest.of("body", "must be a JSON object with the fields " + FIELDS);
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!FIELDS.contains(field)) {
        wrong(field, "is no field of this request; they are " + FIELDS);
      } else if (!seen.add(field)) {
        wrong(field, "is there twice");
      } else if (value == null || !value.isNumeric()) {
        boolean scalar = value != null && value.isScalarValue();
        String shown = scalar ? Violations.shown(parser.getText()) + " " : "";
        wrong(field, shown + "must be a number");
      } else {
        number(field, parser);
      }
      parser.skipChildren();
    }
    if (parser.nextToken() != null) {
      throw InvalidRequest.of("body", "must be one JSON object and nothing after it");
    }
  }

  private void number(String field, JsonParser parser) throws IOException {
    double value = parser.getDoubleValue();
    if (Double.isFinite(value)) {
      numbers.put(field, value);
    } else {
      wrong(field, Violations.shown(parser.getText()) + " must be finite");
    }
  }

  private CustomerHistory history() {
    for (String field : FIELDS) {
      if (!seen.contains(field)) {
        wrong(field, "is missing");
      }
    }
    if (!violations.isEmpty()) {
      throw new InvalidRequest(
          violations.stream().limit(MAX_VIOLATIONS).toList(), violations.size());
    }
    try {
      return CustomerHistory.of(
          value(FREQUENCY), value(RECENCY), value(AGE), value(MONETARY_VALUE));
    } catch (IllegalHistory e) {
      throw InvalidRequest.of(
          inWordsOfThisApi(e.field()), inWordsOfThisApi(String.valueOf(e.getMessage())));
    }
  }

  private double value(String field) {
    return numbers.getOrDefault(field, Double.NaN);
  }

  private void wrong(String field, String description) {
    String name = field.length() <= MAX_NAME ? field : field.substring(0, MAX_NAME) + "...";
    violations.add(new Violation(name, description));
  }

  static String inWordsOfThisApi(String text) {
    return text.replaceAll("\\brepeat_purchases\\b", FREQUENCY)
        .replaceAll("\\bage\\b", AGE)
        .replaceAll("\\bmean_spend\\b", MONETARY_VALUE);
  }
}
