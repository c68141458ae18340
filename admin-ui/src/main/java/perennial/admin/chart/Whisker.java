package perennial.admin.chart;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * An estimate with its interval, and what it is held against as a grey mark, on an axis that is
 * shared by the rows of a table.
 *
 * @param reference null when there is none
 * @param tone of the verdict
 */
public record Whisker(
    String low, String high, String middle, @Nullable String reference, String tone) {

  /** A row before it has coordinates. */
  public record Row(
      double low, double middle, double high, OptionalDouble reference, String tone) {}

  /** All on one axis that begins at zero. */
  public static List<Whisker> of(List<Row> rows) {
    double max = 0;
    for (Row r : rows) {
      max = Math.max(max, Math.max(r.high(), r.reference().orElse(0)));
    }
    Scale x = new Scale(0, max > 0 ? max * 1.04 : 1);
    return rows.stream()
        .map(r ->
            new Whisker(
                x.percent(r.low()),
                x.percent(r.high()),
                x.percent(r.middle()),
                r.reference().isPresent() ? x.percent(r.reference().getAsDouble()) : null,
                r.tone()))
        .toList();
  }
}
