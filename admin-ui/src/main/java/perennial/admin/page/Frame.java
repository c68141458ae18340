package perennial.admin.page;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.session.Rights;

/**
 * What surrounds the content of a page.
 *
 * @param title of the browser's tab
 * @param user who is signed in; null on pages before that
 * @param rights what they may do; null likewise
 * @param csrf the token that every form carries
 * @param crumbs the way to this page, without the page itself
 * @param apiCall the same answer on the command line; null where no API gives it
 * @param data path of the same as JSON; null where there is none
 * @param script path of the script that refreshes parts; null on pages that stand still
 */
public record Frame(
    String title,
    @Nullable String user,
    @Nullable Rights rights,
    String csrf,
    String stylesheet,
    String icon,
    List<NavGroup> nav,
    List<Link> crumbs,
    String here,
    @Nullable String apiCall,
    @Nullable String data,
    @Nullable String script) {

  /** Entries that belong together. */
  public record NavGroup(String name, List<NavItem> items) {}

  /**
   * One entry of the navigation.
   *
   * @param current {@code page} on that page, {@code true} below it, null elsewhere
   * @param count how many things wait there; null for none
   * @param below entries under this one
   */
  public record NavItem(
      String text,
      String href,
      @Nullable String current,
      @Nullable String count,
      List<NavItem> below) {}
}
