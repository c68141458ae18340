package perennial.admin.gates;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;
import perennial.registry.retraining.GateResult;

/**
 * What each gate measured, in the order of people who ask: the figure, the champion's, the limit.
 * The names are those that the worker's gates give to their evidence.
 */
final class GateMeasures {
  private static final String ALL_DECILES = "Each decile beyond chance, lowest prediction first";

  private GateMeasures() {}

  static List<GateMeasure> of(GateResult gate) {
    Measured m = new Measured(gate);
    switch (gate.gate()) {
      case "schema" -> schema(m);
      case "provenance" -> provenance(m);
      case "convergence" -> convergence(m);
      case "goldens" -> goldens(m);
      case "holdout" -> holdout(m);
      case "bias" -> bias(m);
      case "calibration" -> calibration(m);
      case "replay" -> replay(m);
      case "drift" -> drift(m);
      case "latency" -> latency(m);
      default -> {} // one that these pages do not know is told as it was kept
    }
    return m.all();
  }

  private static void schema(Measured m) {
    m.row("Logged requests that it cannot answer", Unit.COUNT, "refusedRequests").told();
    m.row("Family", Unit.NUMBER, "family").told();
    m.row("Currency", Unit.NUMBER, "currency").told();
    m.row("Annual discount rate", Unit.SHARE, "annualDiscountRate").told();
    m.row("Margin", Unit.SHARE, "margin").told();
    m.row("Mean spend is over", Unit.NUMBER, "spendOrders").told();
    m.row("Covariates that it needs", Unit.NUMBER, "covariates").told();
  }

  private static void provenance(Measured m) {
    m.row("Transactions", Unit.COUNT, "transactions").told();
    m.row("Customers", Unit.COUNT, "customers").told();
    m.row("Data end on", Unit.NUMBER, "observationEnd").told();
    m.row("The champion’s data end on", Unit.NUMBER, "championObservationEnd").told();
  }

  private static void convergence(Measured m) {
    m.row("Largest gradient", Unit.NUMBER, "gradientNorm").told();
    m.row("Largest gradient of the judged fit", Unit.NUMBER, "judgedGradientNorm").told();
    m.row("Log-likelihood", Unit.NUMBER, "logLikelihood").told();
    m.row("Warnings of the fit", Unit.COUNT, "warnings").told();
  }

  private static void goldens(Measured m) {
    m.row("Golden predictions", Unit.COUNT, "goldens").told();
    m.row("Relative difference allowed", Unit.NUMBER, "tolerance").told();
  }

  private static String sample(Measured m) {
    String days = m.count("days", "day", "days");
    String customers = m.count("customers", "customer", "customers");
    return days.isEmpty() || customers.isEmpty() ? customers + days : customers + " over " + days;
  }

  private static String seen(Measured m) {
    return m.is("championSawHoldout") ? "the champion was fitted on some of these days" : "";
  }

  private static void holdout(Measured m) {
    String on = sample(m);
    if (m.has("bestBaselineMae")) {
      m.row("Mean absolute error, purchases a customer", Unit.PURCHASES, "mae")
          .on(on, bestBaseline(m.number("bestBaselineMae")))
          .held(null);
      return;
    }
    m.row("Mean absolute error, purchases a customer", Unit.PURCHASES, "mae")
        .on(on, "the limit is on the upper end", seen(m))
        .beside("championMae")
        .difference(Unit.PURCHASES, "difference", "low", "high")
        .limit("limit")
        .held(m.number("high"));
  }

  private static String bestBaseline(@Nullable Double mae) {
    return mae == null
        ? ""
        : "no champion: held against the best baseline, " + Formats.decimal(mae, 4);
  }

  private static void bias(Measured m) {
    String on = sample(m);
    Double low = m.number("low");
    Double high = m.number("high");
    m.row("Bias of all purchases", Unit.BIAS, "bias")
        .on(on, m.count("purchases", "purchase", "purchases"), interval(low, high))
        .limit("limit")
        .held(least(low, high));
    if (m.has("championBias")) {
      m.row("Size of the bias", Unit.BIAS, "bias")
          .on("the limit is on the upper end")
          .beside("championBias")
          .difference(Unit.POINTS, "difference", "differenceLow", "differenceHigh")
          .limit("margin")
          .held(m.number("differenceHigh"));
    } else if (m.has("championBiasOnItsOwnHoldout")) {
      m.row("Size of the bias", Unit.BIAS, "bias")
          .on(seen(m) + ": its bias is on its own holdout, the difference beyond chance")
          .beside("championBiasOnItsOwnHoldout")
          .difference(Unit.POINTS, "largerBeyondChance", "", "")
          .limit("margin")
          .held(m.number("largerBeyondChance"));
    }
  }

  private static String interval(@Nullable Double low, @Nullable Double high) {
    return low == null || high == null
        ? ""
        : "95\u00a0%% interval %s to %s; the limit is on its end nearer to zero"
            .formatted(Formats.signedPercent(low), Formats.signedPercent(high));
  }

  /** The size of what an interval at least is; 0 where it holds zero. */
  private static @Nullable Double least(@Nullable Double low, @Nullable Double high) {
    return low == null || high == null ? null : Math.max(0, Math.max(low, -high));
  }

  private static void calibration(Measured m) {
    String on = m.count("customers", "customer", "customers");
    Double decile = m.number("worstDecile");
    Double predicted = m.number("predicted");
    Double actual = m.number("actual");
    String what =
        decile == null || predicted == null || actual == null
            ? ""
            : "decile %d: %s purchases a customer predicted, %s made"
                .formatted(
                    Math.round(decile), Formats.decimal(predicted, 3), Formats.decimal(actual, 3));
    m.row("Worst decile, off beyond chance", Unit.SHARE, "beyondChance")
        .on(on, what)
        .limit("limit")
        .held(m.number("beyondChance"));
    m.row("Worst decile, off", Unit.SHARE, "error").told();
    m.row("Standard error of its purchases a customer", Unit.PURCHASES, "standardError").told();
    List<String> all = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      Double beyond = m.number("beyondChance" + i);
      if (beyond != null) {
        all.add(Formats.decimal(100 * beyond, 0));
      }
    }
    if (!all.isEmpty()) {
      m.say(ALL_DECILES, String.join(" · ", all) + "\u00a0%");
    }
  }

  private static void replay(Measured m) {
    String on = m.count("customers", "customer", "customers");
    Double change = m.number("totalChange");
    m.row("Summed CLV", Unit.MONEY, "candidateTotal")
        .on(on, "the limit is on the change in either direction")
        .beside("championTotal")
        .difference(Unit.BIAS, "totalChange", "", "")
        .limit("totalLimit")
        .held(change == null ? null : Math.abs(change));
    m.row("Customers who change their tier", Unit.SHARE, "moved")
        .limit("movedLimit")
        .held(m.number("moved"));
    m.row("Requests that it refuses", Unit.COUNT, "refusedByCandidate")
        .beside("refusedByChampion")
        .told();
  }

  private static void drift(Measured m) {
    String on = m.count("requests", "logged request", "logged requests");
    outside(m, on, "Repeat purchases", "repeatPurchases");
    outside(m, on, "Recency", "recency");
    outside(m, on, "Age", "age");
    outside(m, on, "Mean spend", "meanSpend");
  }

  private static void outside(Measured m, String on, String name, String figure) {
    Double psi = m.number(figure + "Psi");
    m.row(name + " outside of what it was fitted on", Unit.SHARE, figure + "Outside")
        .on(on, psi == null ? "" : "PSI " + Formats.decimal(psi, 3))
        .limit("limit")
        .held(m.number(figure + "Outside"));
  }

  private static void latency(Measured m) {
    m.row("One prediction, 99th percentile", Unit.MICROSECONDS, "p99Micros")
        .on(m.count("inputs", "input", "inputs"))
        .beside("championP99Micros")
        .limit("limitMicros")
        .held(m.number("p99Micros"));
  }
}
