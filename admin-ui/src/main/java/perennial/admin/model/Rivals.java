package perennial.admin.model;

import perennial.admin.page.Formats;
import perennial.registry.Deployment;

/**
 * Challenger and shadow, which a deployment can record (over gRPC) though servers answer every
 * request with the champion.
 */
public final class Rivals {
  /** Said wherever a challenger or a shadow is shown. */
  public static final String NOTE = "recorded; routing not active";

  private Rivals() {}

  public static boolean any(Deployment d) {
    return d.challengerVersion().isPresent() || d.shadowVersion().isPresent();
  }

  /** The note where this version is one; empty where it is not. */
  static String note(Deployment d, long version) {
    boolean rival =
        d.challengerVersion().orElse(0) == version || d.shadowVersion().orElse(0) == version;
    return rival ? NOTE : "";
  }

  /** Both in words; empty when there is none. */
  public static String text(Deployment d) {
    StringBuilder text = new StringBuilder();
    d.challengerVersion()
        .ifPresent(v ->
            text.append("challenger v")
                .append(v)
                .append(" at ")
                .append(Formats.percent(d.challengerShare())));
    d.shadowVersion()
        .ifPresent(v -> text.append(text.isEmpty() ? "" : ", ").append("shadow v").append(v));
    return text.toString();
  }
}
