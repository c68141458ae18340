package perennial.admin.model;

import java.util.ArrayList;
import java.util.List;
import perennial.admin.page.Formats;
import perennial.registry.Deployment;

/**
 * What a version is to its model, in a word or two.
 *
 * @param tone {@code champion}, {@code challenger}, {@code shadow}, {@code before} or {@code never}
 */
public record Badge(String tone, String text) {

  /** At least one badge. */
  public static List<Badge> of(long version, ServingHistory history) {
    List<Badge> badges = new ArrayList<>();
    history.live().ifPresent(live -> addLive(version, live, badges));
    if (badges.isEmpty()) {
      boolean answered =
          history.periodsOf(version).stream()
              .anyMatch(p -> p.role() == ServingHistory.Role.CHAMPION);
      badges.add(
          answered ? new Badge("before", "served before") : new Badge("never", "never served"));
    }
    return badges;
  }

  private static void addLive(long version, Deployment live, List<Badge> badges) {
    if (live.championVersion() == version) {
      badges.add(new Badge("champion", "champion"));
    }
    if (live.challengerVersion().orElse(0) == version) {
      badges.add(new Badge("challenger", "challenger " + Formats.percent(live.challengerShare())));
    }
    if (live.shadowVersion().orElse(0) == version) {
      badges.add(new Badge("shadow", "shadow"));
    }
  }
}
