package perennial.admin.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.gates.GateWords;
import perennial.admin.model.ModelBar;
import perennial.admin.model.ServingHistory;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Names;
import perennial.admin.page.NotFound;
import perennial.admin.page.Prose;
import perennial.admin.training.RunPage.Fact;
import perennial.admin.training.RunPage.Gate;
import perennial.admin.training.RunPage.Live;
import perennial.admin.training.RunPage.LogLine;
import perennial.registry.ModelRegistry;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.RunLine;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRuns;

/** Makes {@link RunPage}. */
public final class RunView {
  /** Lines of a log that are read; the file has the same. */
  static final int MOST_LINES = 10_000;

  private static final int SHOWN = 200;

  private final ModelRegistry registry;
  private final TrainingRuns runs;
  private final Formats formats;

  public RunView(ModelRegistry registry, TrainingRuns runs, Formats formats) {
    this.registry = registry;
    this.runs = runs;
    this.formats = formats;
  }

  /**
   * @throws NotFound when there is none
   */
  TrainingRun run(long id) {
    return runs.run(id)
        .orElseThrow(() -> new NotFound("there is no training run %d".formatted(id)));
  }

  RunPage read(long id, @Nullable String note) {
    TrainingRun r = run(id);
    List<GateResult> gates =
        r.version().isPresent() ? runs.gates(r.model(), r.version().getAsLong()) : List.of();
    return new RunPage(
        bar(r.model()),
        note,
        sub(r),
        facts(r),
        live(r),
        r.state().ended() || r.state() == TrainingRun.State.CANCELLING
            ? null
            : Link.run(id) + "/cancel",
        gates.stream()
            .map(g ->
                new Gate(
                    Names.feature(g.gate()), GateWords.mark(g.outcome()), Prose.of(g.finding())))
            .toList(),
        GateWords.of(gates).text(),
        r.version().isPresent()
            ? new Link(
                "Review v" + r.version().getAsLong(),
                Link.promote(r.model(), r.version().getAsLong()))
            : null,
        Link.run(id) + "/run.json",
        Link.run(id) + "/log.txt");
  }

  /** A run may be of a model that has no version yet. */
  private ModelBar bar(String model) {
    boolean known = registry.models().stream().anyMatch(m -> m.name().equals(model));
    return ModelBar.of(
        model, known ? ServingHistory.read(registry, model) : ServingHistory.of(List.of()), "");
  }

  private String sub(TrainingRun r) {
    String took = TrainingView.took(r, formats.now());
    return "Asked for by %s %s (%s): %s%s"
        .formatted(
            r.actor(),
            formats.when(r.requestedAt()).text(),
            RunWords.trigger(r),
            Prose.of(r.reason()),
            took.isEmpty()
                ? ""
                : ". " + (r.state().ended() ? "Took " : "Running for ") + took + ".");
  }

  private List<Fact> facts(TrainingRun r) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Model", r.model(), Link.model(r.model())));
    Link alert = TrainingView.alert(r);
    if (alert != null) {
      facts.add(new Fact("Triggered by", alert.text(), alert.href()));
    }
    for (String word : RunSettings.words(r.settings())) {
      facts.add(new Fact("Setting", word, ""));
    }
    facts.add(new Fact("Requested", formats.when(r.requestedAt()).text(), ""));
    r.startedAt().ifPresent(at -> facts.add(new Fact("Started", formats.when(at).text(), "")));
    r.endedAt().ifPresent(at -> facts.add(new Fact("Ended", formats.when(at).text(), "")));
    Link version = TrainingView.version(r);
    if (version != null) {
      facts.add(new Fact("Registered", version.text(), version.href()));
    }
    return facts;
  }

  Live live(TrainingRun r) {
    List<RunLine> lines = runs.log(r.id(), 0, MOST_LINES);
    List<RunLine> shown = lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
    boolean ended = r.state().ended();
    return new Live(
        r.state() == TrainingRun.State.FAILED ? "bad" : ended ? "ok" : "unknown",
        RunWords.title(r),
        RunWords.mark(r.state()),
        ended ? null : Link.run(r.id()) + "/live",
        Link.run(r.id()),
        ended ? "" : r.step(),
        r.done(),
        r.total(),
        r.total() > 0 && !ended
            ? "%s of %s".formatted(Formats.count(r.done()), Formats.count(r.total()))
            : "",
        heartbeat(r),
        Prose.of(r.outcome()),
        shown.stream()
            .map(l -> new LogLine(Formats.count(l.number()), formats.clockTime(l.at()), l.text()))
            .toList(),
        shown.size() < lines.size() ? "the last %d lines".formatted(SHOWN) : "");
  }

  private String heartbeat(TrainingRun r) {
    if (r.state().ended()) {
      return "";
    }
    Optional<String> ago = r.heartbeat().map(at -> formats.when(at).ago());
    return r.state() == TrainingRun.State.QUEUED
        ? "No worker has taken it yet. perennial worker starts one."
        : ago.map(a -> "Its worker was last heard of " + a + ".").orElse("");
  }
}
