package perennial.admin.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page says about itself.
 *
 * @param title of the tab
 * @param section path of the navigation entry it belongs to
 * @param here last crumb
 * @param apiMethod method of the RegistryService that gives the same; null when there is none
 * @param apiRequest its request as JSON
 * @param data path of what the page shows as JSON; null where there is none
 * @param refreshes whether parts of the page are asked for again by a script
 */
public record PageHead(
    String title,
    String section,
    List<Link> crumbs,
    String here,
    @Nullable String apiMethod,
    String apiRequest,
    @Nullable String data,
    boolean refreshes) {

  public static PageHead of(String title, String section, String here) {
    return new PageHead(title, section, List.of(), here, null, "{}", null, false);
  }

  /** A page below a model's page. */
  public static PageHead ofModel(String title, String model, String here) {
    return of(title, Link.model(model), here).under(new Link(model, Link.model(model)));
  }

  public PageHead under(Link... above) {
    return new PageHead(
        title, section, List.of(above), here, apiMethod, apiRequest, data, refreshes);
  }

  public PageHead api(String method, String request) {
    return new PageHead(title, section, crumbs, here, method, request, data, refreshes);
  }

  /** The same with the address of its data. */
  public PageHead data(String path) {
    return new PageHead(
        title,
        section,
        crumbs,
        here,
        apiMethod,
        apiRequest,
        path.isEmpty() ? null : path,
        refreshes);
  }

  /** The same for a form that was refused: the tab says so, which is what is read out first. */
  PageHead notDone() {
    return new PageHead(
        "Not done: " + title, section, crumbs, here, apiMethod, apiRequest, data, refreshes);
  }

  /** The same with a script that asks for parts again; without scripts a link does. */
  public PageHead refreshing() {
    return new PageHead(title, section, crumbs, here, apiMethod, apiRequest, data, true);
  }
}
