package perennial.admin.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import perennial.admin.accuracy.AccuracyPage.Cell;
import perennial.admin.accuracy.AccuracyPage.Grid;
import perennial.admin.accuracy.AccuracyPage.GridRow;
import perennial.admin.accuracy.AccuracyPage.Row;
import perennial.admin.chart.Whisker;
import perennial.admin.page.Formats;
import perennial.admin.page.Mark;
import perennial.admin.page.Names;
import perennial.admin.table.TableQuery;
import perennial.admin.table.TableView;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;

/** Accuracies as rows of ready text, each table on one axis. */
final class AccuracyRows {
  private static final String CROSSED = "stage x status";
  private static final List<String> STAGES = List.of("New", "Growing", "Established", "Loyal");
  private static final List<String> STATUSES =
      List.of("Active", "Lagging", "Dormant", "Churn-risk");

  private final List<MaturedAccuracy> accuracies;
  private final String currency;

  AccuracyRows(List<MaturedAccuracy> accuracies, String currency) {
    this.accuracies = accuracies;
    this.currency = currency;
  }

  List<Row> horizons() {
    List<MaturedAccuracy> all =
        accuracies.stream()
            .filter(a -> a.segment().equals(Segment.ALL))
            .sorted(Comparator.comparingInt(MaturedAccuracy::weeks))
            .toList();
    return rows(all, false);
  }

  /** Every segment that is not in the grid, those with a verdict first. */
  List<MaturedAccuracy> segments(int weeks) {
    return accuracies.stream()
        .filter(a -> a.weeks() == weeks)
        .filter(a -> !a.segment().equals(Segment.ALL))
        .filter(a -> !a.segment().dimension().equals(CROSSED))
        .sorted(
            Comparator.comparing(MaturedAccuracy::verdict)
                .thenComparingLong(MaturedAccuracy::customers)
                .reversed())
        .toList();
  }

  /** The same as rows, all on one axis. */
  TableView<Row> others(int weeks, TableQuery query) {
    List<MaturedAccuracy> segments = segments(weeks);
    Map<MaturedAccuracy, Row> rows = new IdentityHashMap<>();
    List<Row> all = rows(segments, true);
    for (int i = 0; i < all.size(); i++) {
      rows.put(segments.get(i), all.get(i));
    }
    return AccuracyTable.TABLE.view(query, segments, rows::get);
  }

  private List<Row> rows(List<MaturedAccuracy> from, boolean bySegment) {
    List<Whisker> whiskers = Whisker.of(from.stream().map(AccuracyRows::whisker).toList());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      MaturedAccuracy a = from.get(i);
      rows.add(
          row(a, bySegment ? Names.segment(a.segment()) : a.weeks() + " weeks", whiskers.get(i)));
    }
    return rows;
  }

  private static Whisker.Row whisker(MaturedAccuracy a) {
    return measured(a)
        ? new Whisker.Row(
            a.maeLow(), a.mae(), a.maeHigh(), a.holdoutMae(), Mark.of(a.verdict()).tone())
        : new Whisker.Row(0, 0, 0, OptionalDouble.empty(), "unknown");
  }

  static boolean enough(MaturedAccuracy a) {
    return a.verdict() != Verdict.NOT_ENOUGH_DATA;
  }

  /** Whether there is anything to show: also where it is too little, or without a reference. */
  private static boolean measured(MaturedAccuracy a) {
    return a.customers() > 0 && Double.isFinite(a.mae());
  }

  /**
   * A verdict; what was measured and has no holdout error to judge it by is told apart, and so is
   * what is stable in its error only.
   */
  private static Mark mark(MaturedAccuracy a) {
    if (a.verdict() == Verdict.STABLE && Bias.of(a).filter(Bias::matters).isPresent()) {
      return new Mark("warn", "biased");
    }
    return !enough(a) && measured(a) && a.holdoutMae().isEmpty()
        ? new Mark("unknown", "no reference")
        : Mark.of(a.verdict());
  }

  private Row row(MaturedAccuracy a, String name, Whisker whisker) {
    boolean measured = measured(a);
    return new Row(
        name,
        Formats.count(a.customers()),
        measured ? Formats.decimal(a.meanPredicted(), 3) : "–",
        measured ? Formats.decimal(a.meanActual(), 3) + " actual" : "",
        measured ? Formats.signed(a.bias(), 3) : "–",
        Bias.of(a).map(Bias::words).orElse(""),
        measured
            ? "%s to %s".formatted(Formats.signed(a.biasLow(), 3), Formats.signed(a.biasHigh(), 3))
            : "",
        measured ? Formats.decimal(a.mae(), 3) : "–",
        measured ? interval(a) : "",
        measured ? whisker : null,
        a.holdoutMae().isPresent() ? Formats.decimal(a.holdoutMae().getAsDouble(), 3) : "–",
        measured ? against(a) : "",
        measured ? Formats.money(a.valuePredicted(), currency) : "–",
        measured ? Formats.money(a.valueActual(), currency) + " actual" : "",
        mark(a));
  }

  private static String interval(MaturedAccuracy a) {
    return "%s to %s".formatted(Formats.decimal(a.maeLow(), 3), Formats.decimal(a.maeHigh(), 3));
  }

  static String against(MaturedAccuracy a) {
    return a.holdoutMae().isPresent() && a.holdoutMae().getAsDouble() > 0
        ? Formats.signedPercent(a.mae() / a.holdoutMae().getAsDouble() - 1)
        : "";
  }

  /** Null when no cell was measured at these weeks. */
  @Nullable Grid grid(int weeks) {
    List<MaturedAccuracy> cells =
        accuracies.stream()
            .filter(a -> a.weeks() == weeks && a.segment().dimension().equals(CROSSED))
            .toList();
    if (cells.isEmpty()) {
      return null;
    }
    List<Whisker> whiskers = Whisker.of(cells.stream().map(AccuracyRows::whisker).toList());
    List<String> statuses = ordered(STATUSES, cells, 1);
    List<GridRow> rows = new ArrayList<>();
    for (String stage : ordered(STAGES, cells, 0)) {
      List<Cell> row = new ArrayList<>();
      for (String status : statuses) {
        int at = find(cells, stage, status);
        row.add(at < 0 ? nobody() : cell(cells.get(at), whiskers.get(at)));
      }
      rows.add(new GridRow(stage, row));
    }
    return new Grid(statuses, rows);
  }

  private static Cell nobody() {
    Mark nobody = Mark.of(Verdict.NOT_ENOUGH_DATA);
    return new Cell("–", "", "nobody", "", null, nobody.tone(), nobody);
  }

  private static Cell cell(MaturedAccuracy a, Whisker whisker) {
    boolean measured = measured(a);
    String n = "n = " + Formats.count(a.customers());
    return new Cell(
        measured ? Formats.decimal(a.mae(), 3) : "–",
        enough(a) ? against(a) : mark(a).word(),
        measured ? "%s · %s".formatted(interval(a), n) : n,
        Bias.of(a).filter(Bias::matters).map(Bias::words).orElse(""),
        measured ? whisker : null,
        Mark.of(a.verdict()).tone(),
        mark(a));
  }

  private static int find(List<MaturedAccuracy> cells, String stage, String status) {
    for (int i = 0; i < cells.size(); i++) {
      if (part(cells.get(i), 0).equals(stage) && part(cells.get(i), 1).equals(status)) {
        return i;
      }
    }
    return -1;
  }

  /** Of a value such as {@code New x Active}. */
  private static String part(MaturedAccuracy a, int index) {
    List<String> parts = List.of(a.segment().value().split(" x ", 2));
    return parts.size() == 2 ? parts.get(index) : a.segment().value();
  }

  private static List<String> ordered(List<String> known, List<MaturedAccuracy> cells, int index) {
    List<String> present = cells.stream().map(a -> part(a, index)).toList();
    Set<String> names = new LinkedHashSet<>(known);
    names.retainAll(new LinkedHashSet<>(present));
    names.addAll(present);
    return List.copyOf(names);
  }
}
