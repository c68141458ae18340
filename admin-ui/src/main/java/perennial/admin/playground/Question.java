package perennial.admin.playground;

import java.util.Arrays;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;
import perennial.model.Traits;
import perennial.model.ValueTerms;
import perennial.registry.ledger.CustomerId;
import perennial.registry.ledger.IllegalEvent;

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
  private static final Horizons YEAR = Horizons.ofDays(365);
  private static final String ANY_CURRENCY = "USD";

  /** What the form asks for, as far as it can be understood; the rest is refused field by field. */
  static Question of(Fields f, TypedValues in) {
    boolean byId = f.by().equals("id");
    return new Question(
        byId,
        byId ? in.read("customer_id", "", () -> customerId(f.customerId())) : "",
        byId ? NONE : history(f, in),
        f.model(),
        in.read("version", OptionalLong.empty(), () -> version(f.version())),
        in.read("horizon_days", YEAR, () -> horizons(f.horizons())),
        in.read("interval_level", 0.0, () -> level(f.level())),
        in.read(
            "annual_discount_rate",
            OptionalDouble.empty(),
            () -> term("discount rate", f.rate(), r -> new ValueTerms(ANY_CURRENCY, r, 1))),
        in.read(
            "margin",
            OptionalDouble.empty(),
            () -> term("margin", f.margin(), m -> new ValueTerms(ANY_CURRENCY, 0, m))));
  }

  private static String customerId(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("customer id is missing");
    }
    try {
      return CustomerId.require(text.strip());
    } catch (IllegalEvent e) {
      throw new IllegalArgumentException("customer id " + e.rule(), e);
    }
  }

  /** Each number on its own first, then what they are to one another. */
  private static CustomerHistory history(Fields f, TypedValues in) {
    double repeats =
        in.read(
            "repeat_purchases",
            0.0,
            () ->
                valid(
                    required("repeat purchases", f.repeatPurchases()),
                    n -> CustomerHistory.of(n, n == 0 ? 0 : 1, 1, 0)));
    double recency = in.read("recency", 0.0, () -> required("recency", f.recency()));
    double age =
        in.read(
            "age", 0.0, () -> valid(required("age", f.age()), a -> CustomerHistory.of(0, 0, a, 0)));
    double spend =
        in.read(
            "mean_spend",
            0.0,
            () ->
                valid(required("mean spend", f.meanSpend()), s -> CustomerHistory.of(0, 0, 0, s)));
    SortedMap<String, Double> covariates =
        in.read("covariates", Collections.emptySortedMap(), () -> covariates(f.covariates()));
    Traits traits =
        in.read("covariates", Traits.NONE, () -> new Traits(covariates, f.group().strip()));
    return in.areRight("repeat_purchases", "recency", "age", "mean_spend")
        ? in.read("recency", NONE, () -> history(repeats, recency, age, spend).with(traits))
        : NONE;
  }

  private static CustomerHistory history(double repeats, double recency, double age, double spend) {
    try {
      return CustomerHistory.of(repeats, recency, age, spend);
    } catch (IllegalHistory e) {
      throw new IllegalArgumentException(inWords(e), e);
    }
  }

  /** The number if a history can have it. */
  private static double valid(double value, DoubleFunction<CustomerHistory> alone) {
    try {
      var unused = alone.apply(value);
      return value;
    } catch (IllegalHistory e) {
      throw new IllegalArgumentException(inWords(e), e);
    }
  }

  /** As the form names its fields; there is nothing else in these messages but numbers. */
  private static String inWords(IllegalHistory e) {
    return String.valueOf(e.getMessage()).replace('_', ' ');
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
      return YEAR;
    }
    int[] days;
    try {
      days =
          Arrays.stream(text.split(",", -1)).mapToInt(d -> Integer.parseInt(d.strip())).toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "horizons '%s' must be whole days with commas between them".formatted(text), e);
    }
    try {
      return Horizons.ofDays(days);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "horizons '%s' must be in [1, %d] days, and at most %d"
              .formatted(text, Horizons.MAX_DAYS, Horizons.MAX_COUNT),
          e);
    }
  }

  private static double level(String text) {
    double level = number("interval level", text).orElse(0);
    if (level != 0 && !(0.01 <= level && level <= 0.999)) {
      throw new IllegalArgumentException(
          "interval level %s must be 0 or in [0.01, 0.999]".formatted(text));
    }
    return level;
  }

  private static OptionalDouble term(String field, String text, DoubleFunction<ValueTerms> alone) {
    OptionalDouble value = number(field, text);
    if (value.isPresent()) {
      var unused = alone.apply(value.getAsDouble()); // refuses it when terms cannot have it
    }
    return value;
  }

  private static double required(String field, String text) {
    return number(field, text)
        .orElseThrow(() -> new IllegalArgumentException(field + " is missing"));
  }

  private static OptionalDouble number(String field, String text) {
    if (text.isBlank()) {
      return OptionalDouble.empty();
    }
    double value;
    try {
      value = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s '%s' is no number".formatted(field, text), e);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("%s '%s' must be finite".formatted(field, text));
    }
    return OptionalDouble.of(value);
  }

  /** The version's terms with what was asked for otherwise. */
  ValueTerms over(ValueTerms own) {
    return new ValueTerms(
        own.currency(), rate.orElse(own.annualDiscountRate()), margin.orElse(own.margin()));
  }
}
