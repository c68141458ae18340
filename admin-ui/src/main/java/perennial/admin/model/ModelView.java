package perennial.admin.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.Timeline;
import perennial.admin.model.ModelPage.DeploymentRow;
import perennial.admin.model.ModelPage.VersionRow;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Prose;
import perennial.admin.table.TableQuery;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelVersion;

/** Makes {@link ModelPage}. */
public final class ModelView {
  private static final int NEWEST = 50;

  private final ModelRegistry registry;
  private final Formats formats;

  public ModelView(ModelRegistry registry, Formats formats) {
    this.registry = registry;
    this.formats = formats;
  }

  /**
   * @param deployed sequence of the deployment that was just made; 0 for none
   */
  ModelPage read(String model, TableQuery shown, TableQuery deployments, long deployed) {
    List<ModelVersion> versions = registry.versions(model, 0, NEWEST);
    ServingHistory history = ServingHistory.read(registry, model);
    Optional<Deployment> live = history.live();
    Fleet fleet = live.map(d -> Fleet.of(d, registry.servingReports(), formats)).orElse(null);
    return new ModelPage(
        ModelBar.of(model, history, "Versions"),
        model,
        title(model, history, fleet),
        sub(history),
        fleet,
        live.filter(d -> d.sequence() == deployed).map(d -> note(d, fleet)).orElse(null),
        history.formerChampions().isEmpty() ? null : Link.rollBack(model),
        review(model, history, versions),
        VersionTables.VERSIONS.view(
            shown, VersionTables.versions(registry, model), v -> row(v, history, versions)),
        versions.size() > 1,
        ErrorHistory.of(versions, live.map(Deployment::championVersion).orElse(0L)),
        live.isEmpty()
            ? null
            : Timeline.of(Lanes.roles(model, history, formats), formats.now(), formats.zone()),
        VersionTables.DEPLOYMENTS.view(
            deployments, history.deployments(), d -> row(d, d == live.orElse(null))));
  }

  private static String title(String model, ServingHistory history, @Nullable Fleet fleet) {
    if (history.live().isEmpty() || fleet == null) {
      return model + " has no champion yet: nothing serves";
    }
    String champion = "%s serves v%d".formatted(model, history.live().get().championVersion());
    return switch (fleet.tone()) {
      case "ok" -> champion + " on every server";
      case "bad" -> champion + ", but not on every server";
      default -> fleet.servers().isEmpty() ? champion + "; no server reports" : champion;
    };
  }

  private String sub(ServingHistory history) {
    return history
        .championPeriod()
        .map(p ->
            "Champion since %s (%s), by %s: %s"
                .formatted(
                    formats.when(p.from()).text(),
                    formats.when(p.from()).ago(),
                    p.began().actor(),
                    Prose.by(p.began().actor(), p.began().reason())))
        .orElse("Promote a version below, and every server loads it within a second or two.");
  }

  private static String note(Deployment d, @Nullable Fleet fleet) {
    String state =
        fleet == null || fleet.servers().isEmpty()
            ? "No server reports yet; each loads it when it starts."
            : fleet.converged()
                ? "Every server has it: %s.".formatted(fleet.text())
                : "So far %s; reload to see the rest follow.".formatted(fleet.text());
    return "Deployment %d is live with v%d as champion. %s"
        .formatted(d.sequence(), d.championVersion(), state);
  }

  private static @Nullable Link review(
      String model, ServingHistory history, List<ModelVersion> versions) {
    long newest = versions.isEmpty() ? 0 : versions.getFirst().version();
    return newest == 0 || !history.periodsOf(newest).isEmpty()
        ? null
        : new Link("Review v" + newest, Link.promote(model, newest));
  }

  private VersionRow row(ModelVersion v, ServingHistory history, List<ModelVersion> all) {
    long champion = history.live().map(Deployment::championVersion).orElse(0L);
    long newest = all.getFirst().version();
    boolean newestIsChampion = newest == champion;
    long a = newestIsChampion && all.size() > 1 ? all.get(1).version() : champion;
    return new VersionRow(
        Long.toString(v.version()),
        new Link("v" + v.version(), Link.version(v.model(), v.version())),
        Badge.of(v.version(), history),
        v.family(),
        Formats.count(v.provenance().customers()),
        Formats.count(v.provenance().transactions()),
        formats.day(v.provenance().firstTransaction())
            + " – "
            + formats.day(v.provenance().observationEnd()),
        metric(v, "holdout.mae", false),
        metric(v, "holdout.bias", true),
        metric(v, "holdout.gini", false),
        formats.when(v.registeredAt()),
        v.registeredBy(),
        v.version() == a,
        v.version() == newest);
  }

  private static String metric(ModelVersion v, String name, boolean signed) {
    Double value = VersionTables.metric(v, name);
    if (value == null) {
      return "–";
    }
    return signed ? Formats.signed(value, 4) : Formats.decimal(value, 4);
  }

  private DeploymentRow row(Deployment d, boolean live) {
    return new DeploymentRow(
        Formats.count(d.sequence()),
        new Link("v" + d.championVersion(), Link.version(d.model(), d.championVersion())),
        Rivals.text(d),
        formats.when(d.deployedAt()),
        d.actor(),
        Prose.by(d.actor(), d.reason()),
        live);
  }
}
