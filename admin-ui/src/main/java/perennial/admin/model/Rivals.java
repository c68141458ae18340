package perennial.admin.model;

import perennial.admin.page.Formats;
import perennial.registry.Deployment;

/** Challenger and shadow of a deployment, in words. */
public final class Rivals {
  private Rivals() {}

  public static boolean any(Deployment d) {
    return d.challengerVersion().isPresent() || d.shadowVersion().isPresent();
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
