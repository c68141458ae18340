package perennial.registry;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.model.Traits;
import perennial.registry.predictionlog.LoggedPrediction;

/** Logged predictions as rows of COPY's text format, in the order of {@link #COLUMNS}. */
final class PredictionRows {
  static final String COLUMNS =
      """
      id, at, customer_id, model, version, arm, source,
      repeat_purchases, recency, age, mean_spend, covariates, customer_group,
      probability_alive, expected_spend, horizon_days, expected_purchases, clv,
      latency_micros, status, logged_share
      """;

  private static final String NULL = "\\N";
  private static final int ROW_CHARS = 300;

  private PredictionRows() {}

  static byte[] of(List<LoggedPrediction> predictions) {
    StringBuilder rows = new StringBuilder(ROW_CHARS * predictions.size());
    predictions.forEach(p -> append(rows, p));
    return rows.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder rows, LoggedPrediction p) {
    rows.append(p.id()).append('\t').append(p.at()).append('\t');
    text(rows, p.customerId());
    text(rows, p.model());
    rows.append(p.version()).append('\t');
    text(rows, p.arm());
    text(rows, p.source());
    p.history().ifPresentOrElse(h -> input(rows, h), () -> nulls(rows, 6));
    p.output().ifPresentOrElse(o -> output(rows, o), () -> nulls(rows, 5));
    rows.append(p.latencyMicros()).append('\t');
    text(rows, p.status());
    rows.append(p.loggedShare().isPresent() ? p.loggedShare().getAsDouble() : NULL).append('\n');
  }

  private static void input(StringBuilder rows, CustomerHistory history) {
    rows.append(history.repeatPurchases()).append('\t');
    rows.append(history.recency()).append('\t');
    rows.append(history.age()).append('\t');
    rows.append(history.meanSpend()).append('\t');
    Traits traits = history.traits();
    if (traits.covariates().isEmpty()) {
      nulls(rows, 1);
    } else {
      text(rows, Json.write(traits.covariates()).replace("\\u0000", "\\uFFFD"));
    }
    text(rows, traits.group());
  }

  private static void output(StringBuilder rows, LoggedPrediction.Output output) {
    rows.append(output.probabilityAlive()).append('\t');
    rows.append(output.expectedSpend()).append('\t');
    array(rows, output.horizons(), HorizonPrediction::horizonDays);
    array(rows, output.horizons(), HorizonPrediction::expectedPurchases);
    array(rows, output.horizons(), HorizonPrediction::clv);
  }

  private static void array(
      StringBuilder rows,
      List<HorizonPrediction> horizons,
      Function<HorizonPrediction, Number> value) {
    rows.append('{');
    for (int i = 0; i < horizons.size(); i++) {
      rows.append(i == 0 ? "" : ",").append(value.apply(horizons.get(i)));
    }
    rows.append("}\t");
  }

  private static void nulls(StringBuilder rows, int count) {
    rows.repeat(NULL + "\t", count);
  }

  private static void text(StringBuilder rows, String text) {
    escaped(rows, text);
    rows.append('\t');
  }

  private static void escaped(StringBuilder rows, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> rows.append("\\\\");
        case '\t' -> rows.append("\\t");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        case '\0' -> rows.append('\uFFFD'); // the one character that the database has not
        default -> rows.append(c);
      }
    }
  }
}
