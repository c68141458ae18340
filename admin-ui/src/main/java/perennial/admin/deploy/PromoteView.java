package perennial.admin.deploy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.CalibrationChart;
import perennial.admin.deploy.PromotePage.Check;
import perennial.admin.deploy.PromotePage.Conflict;
import perennial.admin.deploy.PromotePage.DeployForm;
import perennial.admin.gates.GateTable;
import perennial.admin.gates.GateWords;
import perennial.admin.model.Comparer;
import perennial.admin.model.Comparison;
import perennial.admin.model.Dossier;
import perennial.admin.model.ModelBar;
import perennial.admin.model.Rivals;
import perennial.admin.model.ServingHistory;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Prose;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.Deployment;
import perennial.registry.LoadedVersion;
import perennial.registry.ModelRegistry;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.TrainingRuns;

/** Makes {@link PromotePage}: gathers the evidence for and against a version. */
public final class PromoteView {
  private final ModelRegistry registry;
  private final TrainingRuns runs;
  private final Comparer comparer;
  private final Formats formats;

  public PromoteView(
      ModelRegistry registry, TrainingRuns runs, Comparer comparer, Formats formats) {
    this.registry = registry;
    this.runs = runs;
    this.comparer = comparer;
    this.formats = formats;
  }

  /** A first look. */
  PromotePage read(String model, long version, ReplayTables.Wanted tables) {
    ServingHistory history = ServingHistory.read(registry, model);
    return page(
        DeployRequest.blank(model, version, history.sequence()),
        history,
        tables,
        FormErrors.NONE,
        Optional.empty());
  }

  /** The same again, with what was typed and why it was refused. */
  PromotePage again(DeployRequest request, ReplayTables.Wanted tables, FormErrors errors) {
    ServingHistory history = ServingHistory.read(registry, request.model());
    return page(request, history, tables, errors, Optional.empty());
  }

  /** The same again after a lost race: against the new champion, expecting the winner. */
  PromotePage lost(DeployRequest request, ReplayTables.Wanted tables, Optional<Deployment> winner) {
    ServingHistory history = ServingHistory.read(registry, request.model());
    return page(
        request.expecting(history.sequence()),
        history,
        tables,
        FormErrors.NONE,
        winner.or(history::live));
  }

  private PromotePage page(
      DeployRequest request,
      ServingHistory history,
      ReplayTables.Wanted tables,
      FormErrors errors,
      Optional<Deployment> winner) {
    List<GateResult> gates = runs.gates(request.model(), request.version());
    Candidate c = candidate(request.model(), request.version(), history, gates);
    List<Check> checks = Checks.of(c);
    long passed = checks.stream().filter(k -> k.state().equals("pass")).count();
    String name = c.dossier().name();
    return new PromotePage(
        ModelBar.of(request.model(), history, ""),
        request.model(),
        new Link(name, Link.version(request.model(), request.version())),
        title(request.model(), c, gates),
        sub(c),
        history
            .live()
            .filter(d -> !c.isChampion())
            .map(d ->
                new Link("v" + d.championVersion(), Link.version(d.model(), d.championVersion())))
            .orElse(null),
        c.comparison(),
        deciles(c),
        checks,
        "%d of %d pass".formatted(passed, checks.size()),
        GateTable.of(request.model(), request.version(), gates),
        runs.replay(request.model(), request.version())
            .map(r -> ReplayRows.of(r, tables, formats))
            .orElse(null),
        form(request, c, gates, errors),
        winner.map(this::conflict).orElse(null));
  }

  private Candidate candidate(
      String model, long version, ServingHistory history, List<GateResult> gates) {
    Dossier dossier = Dossier.read(registry, model, version);
    Comparison comparison =
        history
            .live()
            .filter(d -> d.championVersion() != version)
            .map(d -> Dossier.read(registry, model, d.championVersion()))
            .map(champion -> comparer.compare(champion, dossier))
            .orElse(null);
    Optional<SameCustomers> same =
        SameCustomers.of(gates)
            .filter(s -> comparison != null && judgedAgainstChampion(dossier, history));
    try {
      LoadedVersion loaded = registry.load(model, version);
      int goldens = loaded.goldens().size();
      return new Candidate(dossier, history, comparison, same, Optional.empty(), goldens);
    } catch (ArtifactCorrupted e) {
      return new Candidate(
          dossier, history, comparison, same, Optional.of(String.valueOf(e.getMessage())), 0);
    }
  }

  /** Gates are run when a version is registered, against the champion of that moment. */
  private static boolean judgedAgainstChampion(Dossier dossier, ServingHistory history) {
    return history
        .championPeriod()
        .filter(p -> !p.from().isAfter(dossier.version().registeredAt()))
        .isPresent();
  }

  private static String title(String model, Candidate c, List<GateResult> gates) {
    if (c.same().isPresent() && c.comparison() != null && c.damage().isEmpty()) {
      return "Promote %s %s? %s, %s"
          .formatted(
              model,
              c.dossier().name(),
              c.same().get().answer(c.comparison().left()),
              GateWords.of(gates).text());
    }
    return title(model, c) + gateNote(c, gates);
  }

  private static String title(String model, Candidate c) {
    String name = c.dossier().name();
    if (c.damage().isPresent()) {
      return "%s %s cannot serve: its artifact is damaged".formatted(model, name);
    }
    if (c.isChampion()) {
      return "%s %s is the champion already".formatted(model, name);
    }
    if (c.comparison() == null
        && !c.dossier().report().holdout().map(Checks::enough).orElse(false)) {
      return "Promote %s %s? It would be the first to serve, with too little data to judge it"
          .formatted(model, name);
    }
    return c.comparison() == null
        ? "Promote %s %s? It would be the first to serve".formatted(model, name)
        : "Promote %s %s? %s".formatted(model, name, c.comparison().verdict());
  }

  /** What the title adds when the worker ran gates that did not all pass. */
  private static String gateNote(Candidate c, List<GateResult> gates) {
    return c.isChampion() || c.damage().isPresent() || OpenGates.open(gates) == 0
        ? ""
        : "; not every gate passed";
  }

  private String sub(Candidate c) {
    Comparison comparison = c.comparison();
    if (comparison != null) {
      return c.same()
          .map(s -> s.figures(comparison.right(), comparison.left()))
          .orElse(comparison.why());
    }
    return c.isChampion()
        ? "To bring back another version, promote that one or roll back."
        : "There is no champion to compare it with.";
  }

  private static @Nullable CalibrationChart deciles(Candidate c) {
    return c.comparison() != null
        ? null
        : c.dossier()
            .report()
            .holdout()
            .map(h -> CalibrationChart.of(h.byDecile(), "decile of the prediction"))
            .orElse(null);
  }

  /** The gates of a version that somebody wants to deploy. */
  List<GateResult> gates(DeployRequest request) {
    return runs.gates(request.model(), request.version());
  }

  private static DeployForm form(
      DeployRequest request, Candidate c, List<GateResult> gates, FormErrors errors) {
    return new DeployForm(
        Link.model(request.model()) + "/deployments",
        Long.toString(request.expectedSequence()),
        now(c),
        Long.toString(request.version()),
        Choices.of(request, c),
        Choices.percent(request, c),
        Choices.kept(request, c),
        request.reason(),
        errors,
        blocked(c),
        OpenGates.passOver(gates, request.override()),
        "Deploy " + c.dossier().name());
  }

  private static @Nullable String blocked(Candidate c) {
    if (c.damage().isPresent()) {
      return "No server would load a damaged artifact, so it cannot be deployed.";
    }
    return c.isChampion() ? "It is the champion already." : null;
  }

  private static String now(Candidate c) {
    return c.live()
        .map(d -> "Replaces deployment %d (%s).".formatted(d.sequence(), serves(d)))
        .orElse("The first deployment of this model.");
  }

  private static String serves(Deployment d) {
    String champion = "champion v" + d.championVersion();
    return Rivals.any(d) ? champion + ", " + Rivals.text(d) : champion;
  }

  private Conflict conflict(Deployment d) {
    return new Conflict(
        serves(d),
        d.actor(),
        formats.when(d.deployedAt()),
        Prose.by(d.actor(), d.reason()),
        Long.toString(d.sequence()));
  }
}
