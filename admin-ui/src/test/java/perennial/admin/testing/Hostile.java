package perennial.admin.testing;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import perennial.monitoring.Distribution;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.MixCell;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.registry.ChartsJson;
import perennial.registry.KeyScope;
import perennial.registry.NewDeployment;
import perennial.registry.NewVersion;
import perennial.registry.Role;
import perennial.registry.ServingReport;
import perennial.registry.monitoring.AccuracyReport;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.AlertNote;
import perennial.registry.monitoring.Sighting;
import perennial.registry.monitoring.WindowReport;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.ReplayReport;
import perennial.registry.retraining.TrainingRun;

/** Puts one text wherever a world takes a name, an id, a reason or a sentence. */
public final class Hostile {
  /** The window that shows it. */
  public static final MonitoringWindow WINDOW =
      new MonitoringWindow(Period.WEEK, SampleWatch.LAST.start().plusWeeks(1));

  private final Sample.World world;
  private final String text;
  private final Segment segment;

  private Hostile(Sample.World world, String text) {
    this.world = world;
    this.text = text;
    this.segment = new Segment(text, text);
  }

  /** Fills a world that is watched and peopled. */
  public static void fill(Sample.World world, String text) {
    Hostile hostile = new Hostile(world, text);
    hostile.windows();
    hostile.accuracies();
    hostile.work();
    hostile.versions();
    hostile.people();
  }

  private void windows() {
    WindowReport r = world.monitoring().window("retail", SampleWatch.LAST).orElseThrow();
    TreeMap<String, Long> quality = new TreeMap<>(r.quality());
    quality.put(text, 3L);
    world
        .monitoring()
        .save(
            new WindowReport(
                r.model(),
                r.version(),
                WINDOW,
                r.measuredAt(),
                r.predictions(),
                r.customers(),
                r.measures().stream().map(this::measure).toList(),
                r.mix().stream()
                    .map(c -> new MixCell(text, text, c.customers(), c.referenceShare()))
                    .limit(1)
                    .toList(),
                r.calibration(),
                quality));
  }

  private DriftMeasure measure(DriftMeasure m) {
    Distribution d = m.distribution();
    List<String> labels = d.labels().stream().map(label -> text).toList();
    return new DriftMeasure(
        m.role() == FeatureRole.STOCK ? m.feature() : text,
        m.role(),
        segment,
        m.customers(),
        m.referenceCustomers(),
        text,
        m.statistic(),
        m.pValue(),
        m.adjustedP(),
        m.psi(),
        m.psiNullMean(),
        m.psiNull95(),
        m.distance(),
        m.distanceNull95(),
        m.missingShare(),
        m.referenceMissingShare(),
        m.referenceMean(),
        m.mean(),
        m.effectOnClv(),
        m.verdict(),
        new Distribution(labels, d.reference(), d.window()));
  }

  private void accuracies() {
    AccuracyReport r = world.monitoring().accuracy("retail", 3).orElseThrow();
    world
        .monitoring()
        .save(
            new AccuracyReport(
                r.model(),
                r.version(),
                r.asOf().plusDays(1),
                r.measuredAt(),
                r.accuracies().stream().map(this::accuracy).toList()));
  }

  private MaturedAccuracy accuracy(MaturedAccuracy a) {
    Segment named =
        a.segment().dimension().equals("stage x status")
            ? new Segment("stage x status", text + " x " + text)
            : a.segment().equals(Segment.ALL) ? a.segment() : segment;
    return new MaturedAccuracy(
        named,
        a.weeks(),
        a.customers(),
        a.meanPredicted(),
        a.meanActual(),
        a.mae(),
        a.maeLow(),
        a.maeHigh(),
        a.bias(),
        a.biasLow(),
        a.biasHigh(),
        a.valuePredicted(),
        a.valueActual(),
        a.holdoutMae(),
        a.verdict());
  }

  private void work() {
    var seen =
        world
            .alerts()
            .seen(
                "retail",
                WINDOW,
                List.of(
                    new Sighting(
                        "retail",
                        3,
                        text,
                        FeatureRole.FLOW,
                        segment,
                        Alert.Severity.ALARM,
                        WINDOW,
                        2,
                        text,
                        text)),
                List.of());
    long alert = seen.getFirst().id();
    world.alerts().note(alert, new AlertNote(world.clock().instant(), text, text, text));
    var unused = world.runs().end(3, "w", TrainingRun.State.FAILED, text);
    var run =
        world
            .runs()
            .request(
                new NewTrainingRun(
                    "retail",
                    TrainingRun.Trigger.ALERT,
                    OptionalLong.of(alert),
                    text,
                    text,
                    "{\"family\":\"mbg-nbd\"}"));
    long id = run.orElseThrow().id();
    world.alerts().triggered(alert, id);
    var claimed = world.runs().claim("w");
    world.runs().log(id, text);
    var standing = world.runs().progress(id, "w", text, 1, 2);
    world
        .runs()
        .saveGates(
            "retail",
            4,
            List.of(
                new GateResult(
                    text, GateResult.Outcome.FAILED, text, "{\"why\":%s}".formatted(json()))));
    ReplayReport r = world.runs().replay("retail", 5).orElseThrow();
    world
        .runs()
        .saveReplay(
            "retail",
            new ReplayReport(
                r.champion(),
                r.candidate(),
                r.from(),
                r.until(),
                r.requests(),
                r.horizonDays(),
                r.currency(),
                r.championTotal(),
                r.candidateTotal(),
                r.changes(),
                List.of(new ReplayReport.TierMove(text, text, 9, 9)),
                List.of(new ReplayReport.SegmentTotal(text, 9, 9, 9))));
  }

  private String json() {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private void versions() {
    NewVersion v =
        SampleReports.version(
            "retail",
            new SampleReports.Shape(.02, LocalDate.of(2026, 11, 14), 4339, 91, .75, -.02, true),
            text,
            world.clock().instant());
    String charts =
        new String(v.attachments().get(ChartsJson.ATTACHMENT), StandardCharsets.UTF_8)
            .replace("\"New\"", json());
    var registered =
        world
            .registry()
            .register(
                v.withAttachment(ChartsJson.ATTACHMENT, charts.getBytes(StandardCharsets.UTF_8)));
    world.registry().deploy(NewDeployment.champion("retail", 3, 6, text, text));
    world
        .registry()
        .report(
            new ServingReport(
                text,
                "retail",
                7,
                registered.version(),
                ServingReport.State.FAILED,
                text,
                world.clock().instant()));
  }

  private void people() {
    world.ledger().record(List.of(SamplePeople.purchase(text, 1, 40, BigDecimal.TEN)));
    world
        .predictions()
        .append(
            List.of(
                new LoggedPrediction(
                    new UUID(9, 9),
                    world.clock().instant().minus(Duration.ofHours(1)),
                    text,
                    "retail",
                    3,
                    text,
                    text,
                    Optional.empty(),
                    Optional.empty(),
                    1,
                    text,
                    LoggedPrediction.EACH)));
    world.users().changeRole("otto", Role.VIEWER, text, text);
    world.accounts().issueKey(text, Set.of(KeyScope.PREDICT), text);
    world.audit().append(text, text, text, text, text);
  }
}
