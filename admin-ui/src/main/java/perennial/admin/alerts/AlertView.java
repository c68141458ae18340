package perennial.admin.alerts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.alerts.AlertPage.AlertForm;
import perennial.admin.alerts.AlertPage.Challenger;
import perennial.admin.alerts.AlertPage.Fact;
import perennial.admin.alerts.AlertPage.Run;
import perennial.admin.gates.GateWords;
import perennial.admin.model.ModelBar;
import perennial.admin.model.ServingHistory;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.page.Names;
import perennial.admin.page.NotFound;
import perennial.admin.page.Prose;
import perennial.admin.training.RunWords;
import perennial.registry.ModelRegistry;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.AlertNote;
import perennial.registry.monitoring.Alerts;
import perennial.registry.retraining.TrainingRuns;

/** Makes {@link AlertPage}. */
public final class AlertView {
  private static final int MUTE_DAYS = 7;

  private final ModelRegistry registry;
  private final Alerts alerts;
  private final TrainingRuns runs;
  private final Formats formats;

  public AlertView(ModelRegistry registry, Alerts alerts, TrainingRuns runs, Formats formats) {
    this.registry = registry;
    this.alerts = alerts;
    this.runs = runs;
    this.formats = formats;
  }

  /** An alert with its thread, as JSON gives it. */
  record AlertThread(Alert alert, List<AlertNote> notes) {}

  /**
   * @throws NotFound when there is none
   */
  AlertThread thread(long id) {
    Alert alert =
        alerts.alert(id).orElseThrow(() -> new NotFound("there is no alert %d".formatted(id)));
    return new AlertThread(alert, alerts.notes(id));
  }

  AlertPage read(long id, @Nullable String note) {
    return page(id, note, "", "", FormErrors.NONE);
  }

  /** The same again, with what was typed and why it was refused. */
  AlertPage again(long id, String until, String reason, FormErrors errors) {
    return page(id, null, until, reason, errors);
  }

  private AlertPage page(
      long id, @Nullable String note, String until, String reason, FormErrors errors) {
    AlertThread thread = thread(id);
    Alert a = thread.alert();
    Link window =
        new Link(
            "Drift in the " + AlertWords.window(a.lastWindow(), formats),
            Link.feature(a.model(), a.lastWindow(), a.feature(), a.segment()));
    boolean over = AlertWords.isOver(a);
    String lastDay =
        until.isEmpty() ? formats.dayOf(formats.now()).plusDays(MUTE_DAYS).toString() : until;
    return new AlertPage(
        ModelBar.of(a.model(), ServingHistory.read(registry, a.model()), ""),
        over ? "ok" : Mark.of(a.severity()).tone(),
        title(Prose.of(a.what())),
        sub(a, thread.notes()),
        note,
        Mark.of(a.severity()),
        AlertWords.state(a, formats),
        a.suggestion(),
        window,
        facts(a, thread.notes()),
        run(a),
        challenger(a),
        new AlertLines(thread.notes(), formats).lines(),
        over
            ? null
            : new AlertForm(Link.alert(id), !a.acknowledgedBy().isEmpty(), lastDay, reason, errors),
        Link.alert(id) + "/thread.json");
  }

  private static String title(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private String sub(Alert a, List<AlertNote> notes) {
    String since =
        AlertLines.first(notes).map(w -> " since the " + AlertWords.window(w, formats)).orElse("");
    return "%s of %s%s, in %s up to the %s. Raised %s (%s)."
        .formatted(
            Names.of(a.feature(), a.segment()),
            a.model(),
            since,
            Formats.count(a.windows(), "window", "consecutive windows"),
            AlertWords.window(a.lastWindow(), formats),
            formats.when(a.firstSeen()).text(),
            formats.when(a.firstSeen()).ago());
  }

  private List<Fact> facts(Alert a, List<AlertNote> notes) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "Feature",
            Names.feature(a.feature()),
            Link.feature(a.model(), a.lastWindow(), a.feature(), a.segment())));
    facts.add(new Fact("Segment", Names.segment(a.segment()), ""));
    facts.add(
        new Fact(
            "Version that served",
            "%s v%d".formatted(a.model(), a.version()),
            Link.version(a.model(), a.version())));
    facts.add(new Fact("Raised", formats.when(a.firstSeen()).text(), ""));
    facts.add(new Fact("Last seen", formats.when(a.lastSeen()).text(), ""));
    AlertLines.first(notes)
        .ifPresent(w ->
            facts.add(
                new Fact(
                    "First window",
                    AlertWords.window(w, formats),
                    Link.feature(a.model(), w, a.feature(), a.segment()))));
    facts.add(
        new Fact(
            "Last window",
            AlertWords.window(a.lastWindow(), formats),
            Link.drift(a.model(), a.lastWindow())));
    facts.add(new Fact("Consecutive windows", Formats.count(a.windows()), ""));
    return facts;
  }

  private @Nullable Run run(Alert a) {
    return a.trainingRun().isEmpty()
        ? null
        : runs.run(a.trainingRun().getAsLong())
            .map(r ->
                new Run(
                    new Link("Training run " + r.id(), Link.run(r.id())),
                    RunWords.state(r.state()),
                    Prose.of(r.outcome())))
            .orElse(null);
  }

  private @Nullable Challenger challenger(Alert a) {
    if (a.challenger().isEmpty()) {
      return null;
    }
    long version = a.challenger().getAsLong();
    GateWords.Summary gates = GateWords.of(runs.gates(a.model(), version));
    return new Challenger(
        new Link("%s v%d".formatted(a.model(), version), Link.version(a.model(), version)),
        new Link("Review", Link.promote(a.model(), version)),
        gates.text(),
        gates.mark());
  }
}
