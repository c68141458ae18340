package perennial.admin.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import perennial.admin.chart.History;
import perennial.admin.chart.Overlay;
import perennial.admin.drift.FeaturePage.Chart;
import perennial.admin.drift.FeaturePage.Fact;
import perennial.admin.drift.FeaturePage.Past;
import perennial.admin.model.ModelBar;
import perennial.admin.model.ServingHistory;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.page.Names;
import perennial.admin.page.NotFound;
import perennial.admin.table.TableQuery;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Segment;
import perennial.registry.ModelRegistry;
import perennial.registry.monitoring.MeasurePoint;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.WindowReport;

/** Makes {@link FeaturePage}. */
public final class FeatureView {
  private static final int WINDOWS = 60;
  private static final int HEIGHT = 300;

  private final ModelRegistry registry;
  private final MonitoringStore store;
  private final Formats formats;

  public FeatureView(ModelRegistry registry, MonitoringStore store, Formats formats) {
    this.registry = registry;
    this.store = store;
    this.formats = formats;
  }

  List<MeasurePoint> history(String model, MonitoringWindow w, String feature, Segment s) {
    ServingHistory.read(registry, model); // refuses an unknown model
    return store.history(model, w.period(), feature, s, WINDOWS);
  }

  /**
   * @throws NotFound when no window has this feature and segment
   */
  FeaturePage read(
      String model, MonitoringWindow w, String feature, Segment segment, TableQuery query) {
    ServingHistory history = ServingHistory.read(registry, model);
    List<MeasurePoint> points = store.history(model, w.period(), feature, segment, WINDOWS);
    Optional<WindowReport> report = store.window(model, w);
    Optional<DriftMeasure> now =
        report.stream()
            .flatMap(r -> r.measures().stream())
            .filter(m -> m.feature().equals(feature) && m.segment().equals(segment))
            .findFirst();
    if (points.isEmpty() && now.isEmpty()) {
      throw new NotFound(
          "no window of %s has the feature '%s' of %s"
              .formatted(model, feature, Names.segment(segment)));
    }
    String here = Link.feature(model, w, feature, segment);
    String window = DriftWords.window(w, formats);
    return new FeaturePage(
        ModelBar.of(model, history, ""),
        now.map(FeatureView::tone).orElse("unknown"),
        now.map(DriftWords::what)
            .orElse("%s was not measured in the %s".formatted(Names.of(feature, segment), window)),
        sub(model, report, now, window),
        new Link("All features of the " + window, Link.drift(model, w)),
        now.filter(m -> !m.distribution().labels().isEmpty())
            .map(m -> Overlay.of(m.distribution(), HEIGHT))
            .orElse(null),
        now.map(m -> facts(m, report.orElseThrow())).orElse(List.of()),
        points.isEmpty() ? List.of() : charts(w, points, now),
        DriftTables.PAST.view(query, points.reversed(), p -> past(model, w, feature, segment, p)),
        here.replace("/feature?", "/feature.json?"));
  }

  private static String tone(DriftMeasure m) {
    return m.role().alerts() ? Mark.of(m.verdict()).tone() : "unknown";
  }

  private static String sub(
      String model, Optional<WindowReport> report, Optional<DriftMeasure> now, String window) {
    String stock =
        now.filter(m -> !m.role().alerts())
            .map(m -> " It moves by itself as the base ages and never alerts.")
            .orElse("");
    return report
        .map(r ->
            "%s v%d, %s, %s.%s"
                .formatted(
                    model,
                    r.version(),
                    now.map(m -> Names.segment(m.segment())).orElse("all customers"),
                    window,
                    stock))
        .orElse("No window of %s was measured there.".formatted(window));
  }

  private List<Fact> facts(DriftMeasure m, WindowReport r) {
    String currency = registry.report(r.model(), r.version()).terms().currency();
    DriftPage.Row row = new DriftRows(r, currency, Raised.unknown()).row(m);
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Verdict", row.mark().word()));
    facts.add(new Fact("Effect on predicted value", row.effect()));
    facts.add(new Fact("In money", row.money()));
    facts.add(new Fact("Customers in the window", row.customers()));
    facts.add(new Fact("Customers in the reference", Formats.count(m.referenceCustomers())));
    facts.add(new Fact("Mean, reference → window", row.means()));
    facts.add(new Fact("Missing", row.missing().replace("missing ", "")));
    facts.add(
        new Fact(
            "Test", "%s, statistic %s".formatted(m.test(), Formats.significant(m.statistic()))));
    facts.add(new Fact("p", Formats.probability(m.pValue())));
    facts.add(new Fact("p, corrected for all tests", Formats.probability(m.adjustedP())));
    facts.add(new Fact("PSI", row.psi()));
    facts.add(new Fact("PSI without drift, mean", optional(m.psiNullMean(), 3)));
    facts.add(new Fact("PSI without drift, 95\u00a0%", optional(m.psiNull95(), 3)));
    facts.add(new Fact("Distance", optional(m.distance(), 3)));
    facts.removeIf(f -> f.value().isEmpty() || f.value().equals("–"));
    return facts;
  }

  private static String optional(OptionalDouble value, int digits) {
    return value.isPresent() ? Formats.decimal(value.getAsDouble(), digits) : "–";
  }

  private List<Chart> charts(
      MonitoringWindow w, List<MeasurePoint> points, Optional<DriftMeasure> now) {
    List<Chart> charts = new ArrayList<>();
    boolean share =
        now.map(m -> m.feature().endsWith("_share") || m.role() == FeatureRole.MIX).orElse(false);
    add(
        charts,
        "PSI",
        "grey: by chance at that n",
        line(
            w,
            points,
            MeasurePoint::psi,
            MeasurePoint::psiNull95,
            OptionalDouble.empty(),
            v -> Formats.decimal(v, 2)));
    add(
        charts,
        "Mean",
        "grey line: reference",
        line(
            w,
            points,
            MeasurePoint::mean,
            p -> OptionalDouble.empty(),
            now.map(DriftMeasure::referenceMean).orElse(OptionalDouble.empty()),
            v -> share ? Formats.percent(v) : Formats.axis(v)));
    add(
        charts,
        "Effect on predicted value",
        "grey line: none",
        line(
            w,
            points,
            MeasurePoint::effectOnClv,
            p -> OptionalDouble.empty(),
            OptionalDouble.of(0),
            Formats::percent));
    return charts;
  }

  private static void add(
      List<Chart> charts, String heading, String legend, Optional<History> history) {
    history.ifPresent(h -> charts.add(new Chart(heading, legend, h)));
  }

  private Optional<History> line(
      MonitoringWindow w,
      List<MeasurePoint> points,
      Function<MeasurePoint, OptionalDouble> value,
      Function<MeasurePoint, OptionalDouble> band,
      OptionalDouble reference,
      DoubleFunction<String> text) {
    List<History.Point> drawn =
        points.stream()
            .filter(p -> value.apply(p).isPresent())
            .map(p -> point(w, p, value.apply(p).getAsDouble(), band.apply(p), text))
            .toList();
    return drawn.size() < 2
        ? Optional.empty()
        : Optional.of(
            History.of(
                drawn,
                w.period().days(),
                reference,
                text,
                "%d windows from %s to %s, last value %s."
                    .formatted(
                        drawn.size(),
                        formats.day(drawn.getFirst().at()),
                        formats.day(drawn.getLast().at()),
                        text.apply(drawn.getLast().value()))));
  }

  private History.Point point(
      MonitoringWindow w,
      MeasurePoint p,
      double value,
      OptionalDouble band,
      DoubleFunction<String> text) {
    MonitoringWindow at = new MonitoringWindow(w.period(), p.start());
    Mark mark = Mark.of(p.verdict());
    return new History.Point(
        p.start(),
        value,
        band,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        mark.tone(),
        "%s, v%d: %s, %s"
            .formatted(DriftWords.window(at, formats), p.version(), text.apply(value), mark.word()),
        "");
  }

  private Past past(
      String model, MonitoringWindow w, String feature, Segment segment, MeasurePoint p) {
    MonitoringWindow at = new MonitoringWindow(w.period(), p.start());
    return new Past(
        new Link(formats.day(p.start()), Link.feature(model, at, feature, segment)),
        new Link("v" + p.version(), Link.version(model, p.version())),
        Formats.count(p.customers()),
        Formats.significant(p.statistic()),
        optional(p.psi(), 3),
        optional(p.psiNull95(), 3),
        p.mean().isPresent() ? Formats.significant(p.mean().getAsDouble()) : "–",
        p.effectOnClv().isPresent() ? Formats.signedPercent(p.effectOnClv().getAsDouble()) : "–",
        Mark.of(p.verdict()),
        at.equals(w));
  }
}
