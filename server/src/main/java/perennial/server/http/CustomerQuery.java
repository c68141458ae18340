package perennial.server.http;

import io.micronaut.http.HttpParameters;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import perennial.model.Horizons;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.IllegalEvent;
import perennial.server.serving.BatchLimits;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.PredictionQuery;
import perennial.server.serving.RequestedTerms;

/**
 * The parameters of {@code GET /customers/{id}/prediction}.
 *
 * @param attributes for a customer whom the ledger does not know
 */
record CustomerQuery(PredictionQuery query, Attributes attributes) {
  private static final Set<String> NAMES =
      new TreeSet<>(
          Set.of(
              "model",
              "horizon_days",
              "interval_level",
              "annual_discount_rate",
              "margin",
              "currency",
              "channel",
              "device",
              "market",
              "category"));

  /**
   * @throws InvalidRequest naming every parameter that is wrong
   */
  static CustomerQuery read(HttpParameters parameters) {
    Violations violations = new Violations();
    for (String name : parameters.names()) {
      if (!NAMES.contains(name)) {
        violations.add(name, "is no parameter; they are " + NAMES);
      } else if (parameters.getAll(name).size() > 1) {
        violations.add(name, "is there twice");
      }
    }
    double level = number(parameters, "interval_level", violations).orElse(0);
    Horizons horizons = horizons(parameters, violations);
    RequestedTerms terms = terms(parameters, violations);
    violations.throwIfAny();
    BatchLimits.checkLevel(level);
    try {
      return new CustomerQuery(
          new PredictionQuery(text(parameters, "model"), horizons, level, terms),
          new Attributes(
              text(parameters, "channel"),
              text(parameters, "device"),
              text(parameters, "market"),
              text(parameters, "category")));
    } catch (IllegalEvent e) {
      throw InvalidRequest.of(e.field().replace("attributes.", ""), e.rule());
    }
  }

  private static RequestedTerms terms(HttpParameters parameters, Violations violations) {
    OptionalDouble rate = number(parameters, "annual_discount_rate", violations);
    OptionalDouble margin = number(parameters, "margin", violations);
    String currency = text(parameters, "currency");
    return rate.isEmpty() && margin.isEmpty() && currency.isEmpty()
        ? RequestedTerms.NONE
        : new RequestedTerms(rate, margin, currency);
  }

  private static Horizons horizons(HttpParameters parameters, Violations violations) {
    String days = text(parameters, "horizon_days");
    if (days.isEmpty()) {
      return BatchLimits.ONE_YEAR;
    }
    try {
      return Horizons.ofDays(
          Arrays.stream(days.split(",", -1)).mapToInt(d -> Integer.parseInt(d.strip())).toArray());
    } catch (NumberFormatException e) {
      violations.add(
          "horizon_days",
          Violations.shown(days) + " must be whole numbers with commas between them");
    } catch (IllegalArgumentException e) {
      violations.add("horizon_days", String.valueOf(e.getMessage()));
    }
    return BatchLimits.ONE_YEAR;
  }

  private static OptionalDouble number(
      HttpParameters parameters, String name, Violations violations) {
    String text = text(parameters, name);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException e) {
      // Said below, as for what is not finite.
    }
    violations.add(name, Violations.shown(text) + " must be a finite number");
    return OptionalDouble.empty();
  }

  private static String text(HttpParameters parameters, String name) {
    @Nullable String value = parameters.get(name);
    return value == null ? "" : value;
  }
}
