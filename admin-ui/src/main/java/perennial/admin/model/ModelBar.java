package perennial.admin.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Link;
import perennial.registry.Deployment;

/**
 * What is at the top of every page about one model: its champion, the way back, its other pages.
 *
 * @param champion null when nothing serves
 * @param rollBack null when there is nothing to roll back to
 */
public record ModelBar(
    String model, @Nullable Link champion, @Nullable String rollBack, List<Tab> tabs) {

  /**
   * A page of the model.
   *
   * @param current {@code page} on it, null elsewhere
   */
  public record Tab(Link link, @Nullable String current) {}

  /**
   * @param here text of the page's own tab
   */
  public static ModelBar of(String model, ServingHistory history, String here) {
    List<Link> pages =
        List.of(
            new Link("Versions", Link.model(model)),
            new Link("Drift", Link.drift(model)),
            new Link("Accuracy", Link.accuracy(model)),
            new Link("Alerts", "/alerts?" + Link.parameter("model", model)),
            new Link("Training", "/training?" + Link.parameter("model", model)),
            new Link("Policy", Link.policy(model)));
    return new ModelBar(
        model,
        history
            .live()
            .map(Deployment::championVersion)
            .map(v -> new Link("v" + v, Link.version(model, v)))
            .orElse(null),
        history.formerChampions().isEmpty() ? null : Link.rollBack(model),
        pages.stream().map(p -> new Tab(p, p.text().equals(here) ? "page" : null)).toList());
  }
}
