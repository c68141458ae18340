package perennial.admin.accuracy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import perennial.admin.accuracy.AccuracyPage.Choice;
import perennial.admin.chart.History;
import perennial.admin.model.ModelBar;
import perennial.admin.model.ServingHistory;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.table.TableQuery;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.Segment;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.registry.monitoring.AccuracyReport;
import perennial.registry.monitoring.MonitoringStore;

/** Makes {@link AccuracyPage}. */
public final class AccuracyView {
  /** The table of segments, as its page and its file name it. */
  static final String SEGMENTS = "segments";

  private static final int REPORTS = 200;

  private final ModelRegistry registry;
  private final MonitoringStore store;
  private final Formats formats;

  public AccuracyView(ModelRegistry registry, MonitoringStore store, Formats formats) {
    this.registry = registry;
    this.store = store;
    this.formats = formats;
  }

  /** The newest report of a version; of the champion, or whichever there is, with version 0. */
  Optional<AccuracyReport> report(String model, long version) {
    ServingHistory history = ServingHistory.read(registry, model);
    if (version > 0) {
      registry.version(model, version); // refuses an unknown one
      return store.accuracy(model, version);
    }
    long champion = history.live().map(Deployment::championVersion).orElse(0L);
    return store
        .accuracy(model, champion)
        .or(() -> store.accuracies(model, 1).stream().findFirst());
  }

  /**
   * @param version 0 for the champion
   * @param weeks 0 for the longest that has matured
   */
  AccuracyPage read(String model, long version, int weeks, TableQuery query) {
    ServingHistory history = ServingHistory.read(registry, model);
    ModelBar bar = ModelBar.of(model, history, "Accuracy");
    Optional<AccuracyReport> report = report(model, version);
    CalibrationOverTime calibration = CalibrationOverTime.read(store, model, formats);
    List<AccuracyReport> reports = store.accuracies(model, REPORTS);
    if (report.isEmpty()) {
      return absent(bar, version, reports, calibration);
    }
    AccuracyReport r = report.get();
    String currency = registry.report(model, r.version()).terms().currency();
    AccuracyRows rows = new AccuracyRows(r.accuracies(), currency);
    int chosen = chosen(r, weeks);
    AccuracyWords.Answer answer =
        AccuracyWords.of("%s v%d".formatted(model, r.version()), r.accuracies());
    String here = Link.accuracy(model) + ".json?version=" + r.version();
    return new AccuracyPage(
        bar,
        answer.tone(),
        answer.title(),
        sub(r),
        versions(model, reports, r.version()),
        rows.horizons(),
        weeks(model, r, chosen),
        chosen + " weeks",
        rows.grid(chosen),
        rows.others(chosen, query),
        history(reports, r, chosen),
        calibration.newest(),
        calibration.ratios(),
        here,
        here.replace(".json", ".csv"));
  }

  private static AccuracyPage absent(
      ModelBar bar, long version, List<AccuracyReport> reports, CalibrationOverTime calibration) {
    String whose = version > 0 ? "%s v%d".formatted(bar.model(), version) : bar.model();
    return new AccuracyPage(
        bar,
        "unknown",
        "No prediction of %s has matured yet".formatted(whose),
        "A prediction is judged first when four weeks of the ledger have passed since it was made,"
            + " against the model’s own expectation for these weeks.",
        versions(bar.model(), reports, version),
        List.of(),
        List.of(),
        "",
        null,
        null,
        null,
        calibration.newest(),
        calibration.ratios(),
        "",
        "");
  }

  private String sub(AccuracyReport r) {
    return "Predictions that were logged, joined with what the customers then did, known to %s. Purchases a customer; intervals are 95 %% over customers. Measured %s."
        .formatted(formats.day(r.asOf()), formats.when(r.measuredAt()).text());
  }

  /** The segments of a report that its page lists. */
  List<MaturedAccuracy> segments(AccuracyReport r, int weeks) {
    return new AccuracyRows(r.accuracies(), "").segments(chosen(r, weeks));
  }

  private static int chosen(AccuracyReport r, int weeks) {
    return weeks > 0 ? weeks : longest(r);
  }

  private static int longest(AccuracyReport r) {
    return r.accuracies().stream()
        .filter(AccuracyRows::enough)
        .mapToInt(MaturedAccuracy::weeks)
        .max()
        .orElse(r.accuracies().stream().mapToInt(MaturedAccuracy::weeks).min().orElse(4));
  }

  private static List<Choice> versions(String model, List<AccuracyReport> reports, long current) {
    return Stream.concat(
            reports.stream().map(AccuracyReport::version),
            current > 0 ? Stream.of(current) : Stream.empty())
        .distinct()
        .sorted(Comparator.reverseOrder())
        .map(v ->
            new Choice(new Link("v" + v, Link.accuracy(model) + "?version=" + v), v == current))
        .toList();
  }

  private static List<Choice> weeks(String model, AccuracyReport r, int chosen) {
    return r.accuracies().stream()
        .map(MaturedAccuracy::weeks)
        .distinct()
        .sorted()
        .map(w ->
            new Choice(
                new Link(
                    w + " weeks",
                    "%s?version=%d&weeks=%d".formatted(Link.accuracy(model), r.version(), w)),
                w == chosen))
        .toList();
  }

  /** The error of all customers at these weeks, report by report. */
  private @Nullable History history(List<AccuracyReport> reports, AccuracyReport r, int weeks) {
    List<History.Point> points =
        reports.reversed().stream()
            .filter(o -> o.version() == r.version())
            .flatMap(o ->
                o.accuracies().stream()
                    .filter(a -> a.weeks() == weeks && a.segment().equals(Segment.ALL))
                    .filter(AccuracyRows::enough)
                    .map(a -> point(o, a)))
            .toList();
    if (points.size() < 2) {
      return null;
    }
    OptionalDouble holdout =
        r.accuracies().stream()
            .filter(a -> a.weeks() == weeks && a.segment().equals(Segment.ALL))
            .map(MaturedAccuracy::holdoutMae)
            .findFirst()
            .orElse(OptionalDouble.empty());
    return History.of(
        points,
        7,
        holdout,
        v -> Formats.decimal(v, 2),
        "Mean absolute error at %d weeks over %d reports, last %s."
            .formatted(weeks, points.size(), Formats.decimal(points.getLast().value(), 3)));
  }

  private History.Point point(AccuracyReport o, MaturedAccuracy a) {
    Mark mark = Mark.of(a.verdict());
    return new History.Point(
        o.asOf(),
        a.mae(),
        OptionalDouble.empty(),
        OptionalDouble.of(a.maeLow()),
        OptionalDouble.of(a.maeHigh()),
        mark.tone(),
        "known on %s: %s, %s"
            .formatted(formats.day(o.asOf()), Formats.decimal(a.mae(), 3), mark.word()),
        "");
  }
}
