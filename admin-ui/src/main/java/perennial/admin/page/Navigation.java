package perennial.admin.page;

import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Frame.NavGroup;
import perennial.admin.page.Frame.NavItem;
import perennial.registry.ModelRegistry;

/** The way to every page, in groups by what people come for. */
public final class Navigation {
  private static final int MOST = 99;

  private final ModelRegistry registry;
  private final IntSupplier openAlerts;

  /**
   * @param openAlerts how many alerts wait for somebody
   */
  public Navigation(ModelRegistry registry, IntSupplier openAlerts) {
    this.registry = registry;
    this.openAlerts = openAlerts;
  }

  List<NavGroup> of(PageHead head) {
    List<NavItem> models =
        registry.models().stream()
            .map(m -> item(m.name(), Link.model(m.name()), head, null, List.of()))
            .toList();
    return groups(head, models, openAlerts.getAsInt());
  }

  /** The same without a question to the registry. */
  static List<NavGroup> blind(PageHead head) {
    return groups(head, List.of(), 0);
  }

  private static List<NavGroup> groups(PageHead head, List<NavItem> models, int alerts) {
    String count = alerts == 0 ? null : alerts > MOST ? MOST + "+" : Integer.toString(alerts);
    return List.of(
        new NavGroup(
            "Serve",
            List.of(
                item("Overview", "/", head),
                item("Models", "/models", head, null, models),
                item("Playground", "/playground", head))),
        new NavGroup(
            "Watch",
            List.of(
                item("Drift", "/drift", head),
                item("Accuracy", "/accuracy", head),
                item("Alerts", "/alerts", head, count, List.of()))),
        new NavGroup(
            "Work",
            List.of(item("Training", "/training", head), item("Customers", "/customers", head))),
        new NavGroup(
            "Admin", List.of(item("Audit", "/audit", head), item("Settings", "/settings", head))));
  }

  private static NavItem item(String text, String href, PageHead head) {
    return item(text, href, head, null, List.of());
  }

  private static NavItem item(
      String text, String href, PageHead head, @Nullable String count, List<NavItem> below) {
    boolean inside = href.equals(head.section());
    String current = !inside ? null : head.crumbs().isEmpty() ? "page" : "true";
    return new NavItem(text, href, current, count, below);
  }
}
