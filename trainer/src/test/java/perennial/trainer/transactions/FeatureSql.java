package perennial.trainer.transactions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The text that turns lines into histories; see {@code features.sql}. */
final class FeatureSql {
  /** What DuckDB needs besides the text. Spark: {@code datediff(later, earlier)}. */
  static final String DUCKDB_DAYS_BETWEEN =
      "CREATE MACRO days_between(later, earlier) AS date_diff('day', earlier, later)";

  private static final String TEXT = load();

  private FeatureSql() {}

  static String at(Window window) {
    return TEXT.replace("${observation_end}", window.observationEnd().toString())
        .replace("${holdout_end}", window.holdoutEnd().toString())
        .replace(
            "${recent_start}", window.observationEnd().minusDays(window.holdoutDays()).toString());
  }

  private static String load() {
    try (InputStream in = FeatureSql.class.getResourceAsStream("features.sql")) {
      byte[] bytes = Objects.requireNonNull(in, "features.sql is missing").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading features.sql", e);
    }
  }
}
