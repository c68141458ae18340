package perennial.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;
import perennial.model.Traits;
import perennial.server.serving.BatchLimits;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.PredictionQuery;
import perennial.server.serving.RequestedTerms;

/**
 * The body of {@code POST /predict/batch}: customers by their histories, and what to predict.
 *
 * @param query what to predict
 * @param histories of the customers, in order
 */
record BatchBody(PredictionQuery query, List<CustomerHistory> histories) {
  private static final Set<String> FIELDS =
      Set.of("model", "horizon_days", "interval_level", "terms", "customers");
  private static final Set<String> TERMS = Set.of("annual_discount_rate", "margin", "currency");
  private static final Set<String> CUSTOMER =
      Set.of("frequency", "recency", "T", "monetary_value", "covariates", "group");

  /**
   * @throws InvalidRequest naming every field that is wrong, up to twenty
   */
  static BatchBody read(byte[] bytes) {
    Violations violations = new Violations();
    JsonObject body = JsonObject.of(bytes, violations).only(FIELDS);
    @Nullable List<JsonNode> customers = body.array("customers");
    if (customers == null) {
      throw InvalidRequest.of("customers", "is missing");
    }
    double level = body.optionalNumber("interval_level").orElse(0);
    Horizons horizons = horizons(body);
    violations.throwIfAny();
    BatchLimits.check("customers", customers.size(), horizons, level);
    List<CustomerHistory> histories = new ArrayList<>(customers.size());
    for (int i = 0; i < customers.size(); i++) {
      @Nullable CustomerHistory history =
          history(body.element("customers", i, customers.get(i)).only(CUSTOMER));
      if (history != null) {
        histories.add(history);
      }
    }
    RequestedTerms terms = terms(body.object("terms").only(TERMS));
    PredictionQuery query = new PredictionQuery(body.text("model"), horizons, level, terms);
    violations.throwIfAny();
    return new BatchBody(query, histories);
  }

  /** What it counts in the server's rows. */
  int weight() {
    return query.level() > 0 ? histories.size() * query.horizons().count() : histories.size();
  }

  private static Horizons horizons(JsonObject body) {
    @Nullable List<JsonNode> days = body.array("horizon_days");
    if (days == null || days.isEmpty()) {
      return BatchLimits.ONE_YEAR;
    }
    if (!days.stream().allMatch(d -> d.isIntegralNumber() && d.canConvertToInt())) {
      body.wrong("horizon_days", "must be whole numbers of days");
      return BatchLimits.ONE_YEAR;
    }
    try {
      return Horizons.ofDays(days.stream().mapToInt(JsonNode::intValue).toArray());
    } catch (IllegalArgumentException e) {
      body.wrong("horizon_days", String.valueOf(e.getMessage()));
      return BatchLimits.ONE_YEAR;
    }
  }

  private static RequestedTerms terms(JsonObject terms) {
    return terms.names().isEmpty()
        ? RequestedTerms.NONE
        : new RequestedTerms(
            terms.optionalNumber("annual_discount_rate"),
            terms.optionalNumber("margin"),
            terms.text("currency"));
  }

  private static @Nullable CustomerHistory history(JsonObject customer) {
    double frequency = customer.number("frequency");
    double recency = customer.number("recency");
    double age = customer.number("T");
    double monetaryValue = customer.number("monetary_value");
    JsonObject covariates = customer.object("covariates");
    TreeMap<String, Double> values = new TreeMap<>();
    for (String name : covariates.names()) {
      values.put(name, covariates.number(name));
    }
    String group = customer.text("group");
    try {
      CustomerHistory history = CustomerHistory.of(frequency, recency, age, monetaryValue);
      return values.isEmpty() && group.isEmpty()
          ? history
          : history.with(new Traits(values, group));
    } catch (IllegalHistory e) {
      customer.wrong(
          PredictBody.inWordsOfThisApi(e.field()),
          PredictBody.inWordsOfThisApi(String.valueOf(e.getMessage())));
      return null;
    }
  }
}
