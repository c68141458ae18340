package perennial.admin.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import perennial.admin.deploy.PromotePage.Conflict;
import perennial.admin.deploy.RollBackPage.Option;
import perennial.admin.model.Rivals;
import perennial.admin.model.ServingHistory;
import perennial.admin.model.ServingHistory.Period;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Prose;
import perennial.admin.session.Reason;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;

/** Makes {@link RollBackPage}. */
public final class RollBackView {
  private final ModelRegistry registry;
  private final Formats formats;

  public RollBackView(ModelRegistry registry, Formats formats) {
    this.registry = registry;
    this.formats = formats;
  }

  /**
   * @param version to choose beforehand; 0 for the latest former champion
   */
  RollBackPage read(String model, long version) {
    return page(DeployRequest.blank(model, version, -1), FormErrors.NONE, Optional.empty());
  }

  RollBackPage again(DeployRequest request, FormErrors errors) {
    return page(request, errors, Optional.empty());
  }

  RollBackPage lost(DeployRequest request, Optional<Deployment> winner) {
    return page(request.expecting(-1), FormErrors.NONE, winner);
  }

  /**
   * What is wrong with the way back. Without gates, so that it is open to nothing but versions that
   * were champion, as champion.
   */
  FormErrors errors(DeployRequest request) {
    ServingHistory history = ServingHistory.read(registry, request.model());
    boolean back =
        request.part() == Part.CHAMPION
            && history.merged().stream().anyMatch(p -> p.version() == request.version());
    return FormErrors.NONE
        .with(
            "to",
            back
                ? Optional.empty()
                : Optional.of(
                    "v%d was not champion before; promote it instead."
                        .formatted(request.version())))
        .with("reason", new Reason(request.reason()).error());
  }

  private RollBackPage page(DeployRequest request, FormErrors errors, Optional<Deployment> winner) {
    String model = request.model();
    ServingHistory history = ServingHistory.read(registry, model);
    long sequence =
        request.expectedSequence() < 0 ? history.sequence() : request.expectedSequence();
    List<Option> options = options(model, history, request.version());
    return new RollBackPage(
        model,
        title(model, history, options),
        sub(history),
        Link.model(model) + "/rollback",
        Long.toString(sequence),
        options,
        request.reason(),
        errors,
        winner.map(this::conflict).orElse(null));
  }

  private static String title(String model, ServingHistory history, List<Option> options) {
    if (options.isEmpty()) {
      return "%s has nothing to roll back to".formatted(model);
    }
    long champion = history.live().map(Deployment::championVersion).orElse(0L);
    return "Roll %s back from v%d?".formatted(model, champion);
  }

  private String sub(ServingHistory history) {
    return history
        .championPeriod()
        .map(p ->
            "v%d serves since %s (%s). Every server keeps answering while it swaps.%s"
                .formatted(
                    p.version(),
                    formats.when(p.from()).text(),
                    formats.when(p.from()).ago(),
                    dropped(history)))
        .orElse("Nothing serves yet: promote a version first.");
  }

  private static String dropped(ServingHistory history) {
    return history
        .live()
        .filter(Rivals::any)
        .map(d -> " It ends %s.".formatted(Rivals.text(d)))
        .orElse("");
  }

  private List<Option> options(String model, ServingHistory history, long chosen) {
    Map<Long, Period> former = history.formerChampions();
    long checked =
        former.containsKey(chosen) ? chosen : former.keySet().stream().findFirst().orElse(0L);
    List<Option> options = new ArrayList<>();
    for (Period p : former.values()) {
      Double mae = registry.version(model, p.version()).metrics().get("holdout.mae");
      options.add(
          new Option(
              Long.toString(p.version()),
              new Link("v" + p.version(), Link.version(model, p.version())),
              formats.when(p.from()).text(),
              p.to().map(to -> formats.when(to).text()).orElse("now"),
              p.began().actor(),
              Prose.by(p.began().actor(), p.began().reason()),
              mae == null ? "–" : Formats.decimal(mae, 4),
              p.version() == checked));
    }
    return options;
  }

  private Conflict conflict(Deployment d) {
    return new Conflict(
        "champion v" + d.championVersion(),
        d.actor(),
        formats.when(d.deployedAt()),
        Prose.by(d.actor(), d.reason()),
        Long.toString(d.sequence()));
  }
}
