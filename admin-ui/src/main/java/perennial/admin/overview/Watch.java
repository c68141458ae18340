package perennial.admin.overview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.accuracy.AccuracyIndex;
import perennial.admin.accuracy.AccuracyWords;
import perennial.admin.drift.DriftIndex;
import perennial.admin.drift.DriftIndexPage.Newest;
import perennial.admin.gates.GateWords;
import perennial.admin.overview.OverviewPage.Led;
import perennial.admin.overview.OverviewPage.Notice;
import perennial.admin.overview.OverviewPage.Watched;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.page.Names;
import perennial.admin.page.Prose;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.Period;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Alerts.AlertFilter;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.TrainingRuns;

/** What the first page takes from the worker: open alerts, gates, the newest windows. */
public final class Watch {
  private static final int SHOWN = 5;
  private static final int COUNTED = 500;

  /** What customers do comes before what it does to predictions, and that before their errors. */
  private static final List<FeatureRole> CAUSES_FIRST =
      List.of(
          FeatureRole.QUALITY,
          FeatureRole.FLOW,
          FeatureRole.MIX,
          FeatureRole.PREDICTION,
          FeatureRole.CALIBRATION,
          FeatureRole.STOCK);

  private static final Comparator<Alert> WORST_FIRST =
      Comparator.comparing(Alert::severity)
          .reversed()
          .thenComparing(a -> CAUSES_FIRST.indexOf(a.role()))
          .thenComparing(Comparator.comparingDouble(Alert::size).reversed());

  private final Alerts alerts;
  private final TrainingRuns runs;
  private final DriftIndex drift;
  private final AccuracyIndex accuracy;

  public Watch(Alerts alerts, TrainingRuns runs, DriftIndex drift, AccuracyIndex accuracy) {
    this.alerts = alerts;
    this.runs = runs;
    this.drift = drift;
    this.accuracy = accuracy;
  }

  /** How many alerts wait for somebody. */
  record Open(long alarms, long warnings) {
    boolean none() {
      return alarms + warnings == 0;
    }

    static Open of(List<Alert> waiting) {
      long alarms = waiting.stream().filter(a -> a.severity() == Alert.Severity.ALARM).count();
      return new Open(alarms, waiting.size() - alarms);
    }

    /** Such as {@code 2 alarms and 1 warning}. */
    String words() {
      String both = alarms > 0 && warnings > 0 ? " and " : "";
      return (alarms > 0 ? Formats.count(alarms, "alarm", "alarms") : "")
          + both
          + (warnings > 0 ? Formats.count(warnings, "warning", "warnings") : "");
    }

    /** The same as the end of a sentence. */
    String areOpen() {
      return words() + (alarms + warnings == 1 ? " is open" : " are open");
    }

    String tone() {
      return alarms > 0 ? "bad" : "warn";
    }
  }

  /** The open alerts of all models, worst first. */
  List<Alert> waiting() {
    return alerts.alerts(new AlertFilter("", "", true), 0, COUNTED).stream()
        .filter(a -> a.state() == Alert.State.OPEN)
        .sorted(WORST_FIRST)
        .toList();
  }

  /** The worst alerts, and how many more there are. */
  List<Notice> alerts(List<Alert> waiting) {
    List<Notice> notices = new ArrayList<>();
    for (Alert a : waiting.subList(0, Math.min(SHOWN, waiting.size()))) {
      Mark mark = Mark.of(a.severity());
      Link subject =
          new Link(
              "%s · %s".formatted(Names.of(a.feature(), a.segment()), a.model()),
              Link.alert(a.id()));
      notices.add(
          new Notice(
              mark.tone(),
              mark.word(),
              subject,
              Prose.of(a.what()),
              new Link("Look", subject.href()),
              led(a)));
    }
    if (waiting.size() > SHOWN) {
      notices.add(
          new Notice(
              "warn",
              "alerts",
              new Link(
                  Formats.count(waiting.size() - SHOWN, "more alert", "more alerts"), "/alerts"),
              waiting.size() == SHOWN + 1 ? "waits too" : "wait too",
              new Link("Look", "/alerts")));
    }
    return notices;
  }

  private @Nullable Led led(Alert a) {
    if (a.trainingRun().isEmpty()) {
      return null;
    }
    long run = a.trainingRun().getAsLong();
    Link training = new Link("training run " + run, Link.run(run));
    if (a.challenger().isEmpty()) {
      return new Led(training, null, "");
    }
    long version = a.challenger().getAsLong();
    return new Led(
        training,
        new Link("%s v%d".formatted(a.model(), version), Link.promote(a.model(), version)),
        gates(a.model(), version));
  }

  /** That a challenger waits for a decision, once each of its gates has passed. */
  Optional<Notice> challenger(String model, long version) {
    List<GateResult> gates = runs.gates(model, version);
    return GateWords.allPassed(gates)
        ? Optional.of(
            new Notice(
                "decide",
                "decide",
                new Link("%s v%d".formatted(model, version), Link.version(model, version)),
                "is challenger, %s".formatted(GateWords.of(gates).text()),
                new Link("Review", Link.promote(model, version))))
        : Optional.empty();
  }

  /** How the champion's predictions compare with what customers then did. */
  AccuracyWords.Brief accuracy(String model) {
    return accuracy.brief(model);
  }

  /** The gates of a version in words. */
  String gates(String model, long version) {
    return GateWords.of(runs.gates(model, version)).text();
  }

  /**
   * The open alerts of a model, which are those that the title counts, and its newest measured
   * window. Without open alerts a window that drifts is one that somebody looks after already.
   */
  Watched watched(String model, List<Alert> waiting) {
    Open open = Open.of(waiting.stream().filter(a -> a.model().equals(model)).toList());
    Newest week = drift.newest(model, Period.WEEK);
    Newest newest = week != null ? week : drift.newest(model, Period.DAY);
    Link window = newest == null ? null : newest.window();
    if (!open.none()) {
      String list = "/alerts?" + Link.parameter("model", model);
      return new Watched(new Mark(open.tone(), open.words()), list, window);
    }
    if (newest == null) {
      return new Watched(new Mark("unknown", "not measured"), "", null);
    }
    boolean drifts = List.of("bad", "warn").contains(newest.mark().tone());
    return new Watched(drifts ? new Mark("stock", "looked after") : newest.mark(), "", window);
  }
}
