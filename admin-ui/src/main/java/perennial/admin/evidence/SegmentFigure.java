package perennial.admin.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.ZeroBar;
import perennial.admin.page.Formats;
import perennial.evaluation.charts.SegmentAccuracy;
import perennial.monitoring.Segment;

/**
 * How well each kind of customer was predicted.
 *
 * @param rows all customers, stages, statuses and groups
 * @param statuses columns of the crossed table
 * @param crossed stages by statuses; empty when it was not kept
 */
public record SegmentFigure(
    String says, List<Row> rows, List<String> statuses, List<CrossRow> crossed, String csv) {
  private static final String CROSSED = "stage x status";
  private static final String SEPARATOR = " / ";

  /**
   * A segment.
   *
   * @param kind what it is one of; empty when the row above says it
   * @param bar null without enough data
   */
  public record Row(
      String kind,
      String name,
      String customers,
      String predicted,
      String actual,
      String bias,
      String biasInterval,
      @Nullable ZeroBar bar,
      String mae,
      String maeInterval,
      boolean enough) {}

  /** A stage of the crossed table. */
  public record CrossRow(String stage, List<Cross> cells) {}

  /**
   * A stage and a status.
   *
   * @param tone {@code clear} when the interval of the bias leaves out zero, {@code few} without
   *     enough data, else {@code same}
   */
  public record Cross(String tone, String bias, String detail) {}

  static SegmentFigure of(List<SegmentAccuracy> segments, String base) {
    List<SegmentAccuracy> plain =
        segments.stream().filter(s -> !s.segment().dimension().equals(CROSSED)).toList();
    double reach =
        plain.stream()
            .filter(SegmentAccuracy::enough)
            .mapToDouble(s -> Math.max(Math.abs(s.biasLow()), Math.abs(s.biasHigh())))
            .max()
            .orElse(1);
    List<Row> rows = new ArrayList<>();
    String kind = "";
    for (SegmentAccuracy s : plain) {
      boolean first = !s.segment().dimension().equals(kind);
      kind = s.segment().dimension();
      rows.add(row(s, first ? heading(kind) : "", Math.max(reach, 1e-9) * 1.05));
    }
    Map<String, Map<String, SegmentAccuracy>> crossed = crossed(segments);
    List<String> statuses =
        crossed.values().stream().flatMap(m -> m.keySet().stream()).distinct().toList();
    return new SegmentFigure(
        says(plain),
        rows,
        statuses,
        crossed.entrySet().stream().map(e -> cross(e.getKey(), e.getValue(), statuses)).toList(),
        base + "/charts/segments.csv");
  }

  private static String heading(String dimension) {
    return switch (dimension) {
      case "" -> "";
      case "stage" -> "Stage, by tenure";
      case "status" -> "Status, by days since last purchase";
      default -> dimension;
    };
  }

  private static Row row(SegmentAccuracy s, String kind, double reach) {
    return new Row(
        kind,
        s.segment().equals(Segment.ALL) ? "All customers" : s.segment().value(),
        Formats.count(s.customers()),
        s.enough() ? Formats.decimal(s.meanPredicted(), 3) : "",
        s.enough() ? Formats.decimal(s.meanActual(), 3) : "",
        s.enough() ? Formats.signed(s.bias(), 3) : "",
        s.enough() ? interval(s.biasLow(), s.biasHigh(), true) : "",
        ZeroBar.of(s.bias(), s.biasLow(), s.biasHigh(), reach, s.enough()),
        s.enough() ? Formats.decimal(s.mae(), 3) : "",
        s.enough() ? interval(s.maeLow(), s.maeHigh(), false) : "",
        s.enough());
  }

  private static String interval(double low, double high, boolean signed) {
    return signed
        ? Formats.signed(low, 3) + " to " + Formats.signed(high, 3)
        : Formats.decimal(low, 3) + " – " + Formats.decimal(high, 3);
  }

  private static Map<String, Map<String, SegmentAccuracy>> crossed(List<SegmentAccuracy> all) {
    Map<String, Map<String, SegmentAccuracy>> crossed = new LinkedHashMap<>();
    for (SegmentAccuracy s : all) {
      int at = s.segment().value().indexOf(SEPARATOR);
      if (s.segment().dimension().equals(CROSSED) && at > 0) {
        crossed
            .computeIfAbsent(s.segment().value().substring(0, at), k -> new LinkedHashMap<>())
            .put(s.segment().value().substring(at + SEPARATOR.length()), s);
      }
    }
    return crossed;
  }

  private static CrossRow cross(
      String stage, Map<String, SegmentAccuracy> cells, List<String> statuses) {
    return new CrossRow(stage, statuses.stream().map(status -> cross(cells.get(status))).toList());
  }

  private static Cross cross(@Nullable SegmentAccuracy s) {
    if (s == null || s.customers() == 0) {
      return new Cross("none", "", "nobody");
    }
    String customers = Formats.count(s.customers(), "customer", "customers");
    return s.enough()
        ? new Cross(
            clear(s) ? "clear" : "same",
            Formats.signed(s.bias(), 3),
            "%s; MAE %s".formatted(customers, Formats.decimal(s.mae(), 3)))
        : new Cross("few", "not enough data", customers);
  }

  private static boolean clear(SegmentAccuracy s) {
    return s.biasLow() > 0 || s.biasHigh() < 0;
  }

  private static String says(List<SegmentAccuracy> plain) {
    List<SegmentAccuracy> judged =
        plain.stream().filter(s -> s.enough() && !s.segment().equals(Segment.ALL)).toList();
    List<SegmentAccuracy> off = judged.stream().filter(SegmentFigure::clear).toList();
    if (judged.isEmpty()) {
      return "No segment has the customers to be judged by itself";
    }
    if (off.isEmpty()) {
      return "No segment is clearly predicted too high or too low";
    }
    SegmentAccuracy worst =
        off.stream().max(Comparator.comparingDouble(s -> Math.abs(s.bias()))).orElseThrow();
    return "%d of %d segments are clearly off; the furthest, %s, is predicted %s purchases a customer too %s"
        .formatted(
            off.size(),
            judged.size(),
            worst.segment().value(),
            Formats.decimal(Math.abs(worst.bias()), 2),
            worst.bias() > 0 ? "high" : "low");
  }
}
