package perennial.admin.playground;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Traits;
import perennial.model.ValueTerms;

/**
 * What was asked for, parsed.
 *
 * @param byId whether the customer is named by id instead of by history
 * @param version empty for the champion
 * @param level of the intervals; 0 for none
 */
record Question(
    boolean byId,
    String customerId,
    CustomerHistory history,
    String model,
    OptionalLong version,
    Horizons horizons,
    double level,
    OptionalDouble rate,
    OptionalDouble margin) {
  private static final CustomerHistory NONE = new CustomerHistory(0, 0, 0, 0);

  /**
   * @throws IllegalArgumentException naming field and value
   */
  static Question of(Fields f) {
    boolean byId = f.by().equals("id");
    double level = number("interval level", f.level()).orElse(0);
    if (level != 0 && !(0.01 <= level && level <= 0.999)) {
      throw new IllegalArgumentException(
          "interval level %s must be 0 or in [0.01, 0.999]".formatted(f.level()));
    }
    return new Question(
        byId,
        f.customerId().strip(),
        byId ? NONE : history(f),
        f.model(),
        version(f.version()),
        horizons(f.horizons()),
        level,
        number("discount rate", f.rate()),
        number("margin", f.margin()));
  }

  private static CustomerHistory history(Fields f) {
    CustomerHistory plain =
        CustomerHistory.of(
            required("repeat purchases", f.repeatPurchases()),
            required("recency", f.recency()),
            required("age", f.age()),
            required("mean spend", f.meanSpend()));
    return plain.with(new Traits(covariates(f.covariates()), f.group().strip()));
  }

  /** {@code name=value} pairs with commas or line breaks between them. */
  private static SortedMap<String, Double> covariates(String text) {
    SortedMap<String, Double> covariates = new TreeMap<>();
    for (String pair : text.split("[,\\n]")) {
      if (!pair.isBlank()) {
        int at = pair.lastIndexOf('=');
        if (at < 1) {
          throw new IllegalArgumentException(
              "covariates '%s' must be name=value".formatted(pair.strip()));
        }
        String name = pair.substring(0, at).strip();
        covariates.put(name, required("covariate " + name, pair.substring(at + 1)));
      }
    }
    return covariates;
  }

  private static OptionalLong version(String text) {
    if (text.isBlank()) {
      return OptionalLong.empty();
    }
    if (!text.strip().matches("v?[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("version '%s' must be a whole number".formatted(text));
    }
    return OptionalLong.of(Long.parseLong(text.strip().replaceFirst("^v", "")));
  }

  private static Horizons horizons(String text) {
    if (text.isBlank()) {
      return Horizons.ofDays(365);
    }
    try {
      return Horizons.ofDays(
          Arrays.stream(text.split(",", -1)).mapToInt(d -> Integer.parseInt(d.strip())).toArray());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "horizons '%s' must be whole days with commas between them".formatted(text), e);
    }
  }

  private static double required(String field, String text) {
    return number(field, text)
        .orElseThrow(() -> new IllegalArgumentException(field + " is missing"));
  }

  private static OptionalDouble number(String field, String text) {
    if (text.isBlank()) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value)) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s '%s' is no number".formatted(field, text), e);
    }
    throw new IllegalArgumentException("%s '%s' must be finite".formatted(field, text));
  }

  /** The version's terms with what was asked for otherwise. */
  ValueTerms over(ValueTerms own) {
    return new ValueTerms(
        own.currency(), rate.orElse(own.annualDiscountRate()), margin.orElse(own.margin()));
  }
}
