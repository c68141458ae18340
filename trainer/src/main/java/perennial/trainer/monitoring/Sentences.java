package perennial.trainer.monitoring;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import perennial.monitoring.AccuracyRule;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.Segment;

/** Measures as sentences with figures, and what to do about them. */
final class Sentences {
  private final String currency;

  /**
   * @param currency of the version
   */
  Sentences(String currency) {
    this.currency = currency;
  }

  String what(DriftMeasure measure) {
    return switch (measure.role()) {
      case FLOW -> measure.test().equals("ks") ? amount(measure) : shares(measure);
      case CALIBRATION -> purchases(measure);
      case PREDICTION -> predictions(measure);
      case MIX -> shares(measure);
      case QUALITY -> quality(measure);
      case STOCK -> throw new IllegalArgumentException(measure.feature() + " never alerts");
    };
  }

  String suggestion(DriftMeasure measure) {
    return switch (measure.role()) {
      case FLOW, PREDICTION, MIX ->
          "If this lasts, retrain and compare the new version on the same days.";
      case CALIBRATION -> "Look at what changed for these customers; retrain if it lasts.";
      case QUALITY -> "Check what sends the events before anything is trained on them.";
      case STOCK -> "";
    };
  }

  private String amount(DriftMeasure m) {
    double before = m.referenceMean().orElse(0);
    double now = m.mean().orElse(0);
    String change =
        Math.abs(now / before - 1) < 0.05 ? "has another shape" : Words.change(before, now);
    return "Spend per purchase %s %s: mean %s → %s %s%s, %s"
        .formatted(
            where(m.segment()),
            change,
            Words.number(before),
            Words.number(now),
            currency,
            effect(m.effectOnClv()),
            Words.customers(m.customers()));
  }

  private static String purchases(DriftMeasure m) {
    double expected = m.referenceMean().orElse(0);
    double actual = m.mean().orElse(0);
    return "%s bought %s than expected: %s against %s purchases a customer (%s), %s"
        .formatted(
            m.segment().equals(Segment.ALL) ? "Customers" : "Customers " + where(m.segment()),
            actual < expected ? "less" : "more",
            Words.number(actual),
            Words.number(expected),
            Words.percent(actual / expected - 1),
            Words.customers(m.customers()));
  }

  private String predictions(DriftMeasure m) {
    double before = m.referenceMean().orElse(0);
    double now = m.mean().orElse(0);
    String unit = m.feature().endsWith("clv") ? " " + currency : "";
    return "Predictions moved: %s %s %s: mean %s → %s%s, %s"
        .formatted(
            Words.spaced(m.feature()),
            where(m.segment()),
            Math.abs(now / before - 1) < 0.05 ? "has another shape" : Words.change(before, now),
            Words.number(before),
            Words.number(now),
            unit,
            Words.customers(m.customers()));
  }

  /** Names the category whose share moved most. */
  private static String shares(DriftMeasure m) {
    List<Double> before = m.distribution().reference();
    List<Double> now = m.distribution().window();
    int most =
        IntStream.range(0, before.size())
            .boxed()
            .max(Comparator.comparingDouble(i -> Math.abs(now.get(i) - before.get(i))))
            .orElse(-1);
    if (most < 0) {
      return "%s %s moved".formatted(Words.spaced(m.feature()), where(m.segment()));
    }
    // What vanished is the cause; what grew instead is not.
    int named =
        IntStream.range(0, before.size())
            .filter(i -> before.get(i) >= 0.02 && now.get(i) < before.get(i) / 10)
            .boxed()
            .max(Comparator.comparingDouble(before::get))
            .orElse(most);
    double from = before.get(named);
    double to = now.get(named);
    return "%s %s: %s %s, %s → %s of customers, %s"
        .formatted(
            Words.capital(Words.spaced(m.feature())),
            where(m.segment()),
            m.distribution().labels().get(named),
            to < from / 10 ? "disappeared" : to < from ? "lost" : "gained",
            Words.share(from),
            Words.share(to),
            Words.customers(m.customers()));
  }

  private static String quality(DriftMeasure m) {
    return m.feature().equals(Features.EVENT_QUALITY)
        ? shares(m).replace("of customers", "of events").replace(" customers", " events")
        : "%s %s: %s → %s, %s"
            .formatted(
                Words.capital(Words.spaced(m.feature())),
                where(m.segment()),
                Words.share(m.referenceMissingShare()),
                Words.share(m.missingShare()),
                Words.customers(m.customers()));
  }

  String what(MaturedAccuracy a) {
    if (AccuracyRule.isOfBias(a, MonitoringSettings.DEFAULT)) {
      return "Purchases over %d weeks %s: %s a customer predicted against %s made%s, %s"
          .formatted(
              a.weeks(),
              where(a.segment()),
              Words.number(a.meanPredicted()),
              Words.number(a.meanActual()),
              a.meanActual() > 0
                  ? " (%s)".formatted(Words.percent(a.meanPredicted() / a.meanActual() - 1))
                  : "",
              Words.customers(a.customers()));
    }
    double holdout = a.holdoutMae().orElse(0);
    return "Error after %d weeks %s: %s against %s purchases a customer on the holdout at the same predictions (%s), %s"
        .formatted(
            a.weeks(),
            where(a.segment()),
            Words.number(a.mae()),
            Words.number(holdout),
            Words.percent(a.mae() / holdout - 1),
            Words.customers(a.customers()));
  }

  private static String where(Segment segment) {
    return segment.equals(Segment.ALL) ? "of all customers" : "in " + segment.text();
  }

  private static String effect(OptionalDouble effect) {
    return effect.isEmpty()
        ? ""
        : String.format(Locale.ROOT, ", %+.0f %% on predicted CLV", 100 * effect.getAsDouble());
  }
}
