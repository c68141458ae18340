package perennial.admin.training;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Prose;
import perennial.admin.table.TableQuery;
import perennial.admin.training.TrainingPage.PolicyRow;
import perennial.admin.training.TrainingPage.Row;
import perennial.admin.training.TrainingPage.StartForm;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelSummary;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRuns;

/** Makes {@link TrainingPage}. */
public final class TrainingView {
  private static final int NEWEST = 30;

  private final ModelRegistry registry;
  private final TrainingRuns runs;
  private final Formats formats;

  public TrainingView(ModelRegistry registry, TrainingRuns runs, Formats formats) {
    this.registry = registry;
    this.runs = runs;
    this.formats = formats;
  }

  TrainingPage read(String model, TableQuery query) {
    return page(model, query, form(model, RunSettings.BLANK, "", FormErrors.NONE));
  }

  /** The same again, with what was typed and why it was refused. */
  TrainingPage again(StartRequest request, TableQuery query, FormErrors errors) {
    return page("", query, form(request.model(), request.settings(), request.reason(), errors));
  }

  private static StartForm form(
      String model, RunSettings settings, String reason, FormErrors errors) {
    return new StartForm(
        model, RunSettings.FAMILIES, settings.family(), settings.holdout(errors), reason, errors);
  }

  private TrainingPage page(String model, TableQuery query, StartForm form) {
    List<String> models = registry.models().stream().map(ModelSummary::name).toList();
    List<TrainingRun> newest = runs.runs(model, 0, NEWEST);
    String whose = model.isEmpty() ? "" : "?" + Link.parameter("model", model);
    return new TrainingPage(
        tone(newest),
        title(newest),
        model,
        models,
        RunTable.TABLE.view(query, RunTable.listing(runs, model), this::row),
        "/training.json" + whose,
        models.stream()
            .filter(m -> model.isEmpty() || m.equals(model))
            .map(m ->
                new PolicyRow(
                    new Link(m, Link.model(m)),
                    PolicyWords.of(runs.policy(m)),
                    new Link("Change", Link.policy(m))))
            .toList(),
        form);
  }

  private static String tone(List<TrainingRun> newest) {
    if (newest.isEmpty()) {
      return "unknown";
    }
    boolean failed = newest.getFirst().state() == TrainingRun.State.FAILED;
    return failed ? "bad" : "ok";
  }

  private static String title(List<TrainingRun> newest) {
    List<TrainingRun> busy = newest.stream().filter(r -> !r.state().ended()).toList();
    if (busy.size() > 1) {
      return "%d runs are under way".formatted(busy.size());
    }
    if (!busy.isEmpty()) {
      return RunWords.title(busy.getFirst());
    }
    return newest.isEmpty()
        ? "Nothing was trained by the worker yet"
        : "Nothing is training; " + lowered(RunWords.title(newest.getFirst()));
  }

  private static String lowered(String title) {
    return "r" + title.substring(1);
  }

  private Row row(TrainingRun r) {
    return new Row(
        new Link("run " + r.id(), Link.run(r.id())),
        new Link(r.model(), Link.model(r.model())),
        RunWords.mark(r.state()),
        r.state().ended() || r.total() <= 0
            ? ""
            : Formats.percent(Math.floor(100.0 * r.done() / r.total()) / 100),
        RunWords.trigger(r),
        alert(r),
        r.actor(),
        Prose.of(r.reason()),
        formats.when(r.requestedAt()),
        r.state().ended() ? took(r, formats.now()) : "",
        version(r),
        outcome(r));
  }

  /** Without the version that it begins with: that is the link before it. */
  private static String outcome(TrainingRun r) {
    String name = r.version().isPresent() ? "v" + r.version().getAsLong() + " " : "";
    String outcome = Prose.of(r.outcome());
    return outcome.startsWith(name) ? outcome.substring(name.length()) : outcome;
  }

  static @Nullable Link alert(TrainingRun r) {
    return r.alert().isPresent()
        ? new Link("alert " + r.alert().getAsLong(), Link.alert(r.alert().getAsLong()))
        : null;
  }

  static @Nullable Link version(TrainingRun r) {
    return r.version().isPresent()
        ? new Link("v" + r.version().getAsLong(), Link.version(r.model(), r.version().getAsLong()))
        : null;
  }

  /** How long it has run; empty before it has begun. */
  static String took(TrainingRun r, Instant now) {
    return r.startedAt()
        .map(from -> Formats.duration(Duration.between(from, r.endedAt().orElse(now))))
        .orElse("");
  }
}
