package perennial.admin.overview;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.model.Fleet;
import perennial.admin.page.Formats;

/**
 * Whether all is well, in words.
 *
 * @param tone {@code ok}, {@code warn} or {@code bad}
 */
record Verdict(String tone, String title) {

  /**
   * Where one model stands.
   *
   * @param champion 0 when nothing serves
   * @param fleet null when nothing serves
   */
  record Standing(String model, long champion, @Nullable Fleet fleet) {
    boolean serves() {
      return champion > 0;
    }

    boolean toned(String tone) {
      return fleet != null && fleet.tone().equals(tone);
    }

    String name() {
      return model + " v" + champion;
    }
  }

  static Verdict of(List<Standing> models) {
    if (models.isEmpty()) {
      return new Verdict("warn", "Nothing is registered yet");
    }
    List<Standing> serving = models.stream().filter(Standing::serves).toList();
    if (serving.isEmpty()) {
      return new Verdict("warn", "Nothing serves yet: no model has a champion");
    }
    List<Standing> failed = serving.stream().filter(s -> s.toned("bad")).toList();
    if (!failed.isEmpty()) {
      return new Verdict("bad", failure(failed));
    }
    List<Standing> silent =
        serving.stream().filter(s -> s.fleet() != null && s.fleet().servers().isEmpty()).toList();
    if (silent.size() == serving.size()) {
      return new Verdict("warn", "No server has reported in the last minute");
    }
    List<Standing> behind = serving.stream().filter(s -> s.toned("warn")).toList();
    if (!behind.isEmpty()) {
      Standing s = behind.getFirst();
      return new Verdict(
          "warn",
          s.fleet() != null && s.fleet().servers().isEmpty()
              ? "No server reports on " + s.name()
              : "Servers are moving to " + s.name());
    }
    return new Verdict("ok", well(serving));
  }

  /** The same with the alerts that are open; what is wrong with servers comes first. */
  Verdict with(Watch.Open open) {
    return tone.equals("ok") && !open.none()
        ? new Verdict(open.tone(), "Every server is well, but " + open.areOpen())
        : this;
  }

  private static String failure(List<Standing> failed) {
    Standing first = failed.getFirst();
    long servers =
        first.fleet() == null
            ? 0
            : first.fleet().servers().stream().filter(s -> s.tone().equals("bad")).count();
    String title =
        "%s could not load %s".formatted(Formats.count(servers, "server", "servers"), first.name());
    return failed.size() == 1 ? title : title + ", and other models fail too";
  }

  private static String well(List<Standing> serving) {
    return serving.size() == 1
        ? "All is well: %s serves on every server".formatted(serving.getFirst().name())
        : "All is well: %d models serve their champion on every server".formatted(serving.size());
  }
}
