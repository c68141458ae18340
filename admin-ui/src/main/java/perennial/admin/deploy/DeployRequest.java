package perennial.admin.deploy;

import java.util.Optional;
import java.util.OptionalLong;
import perennial.admin.session.Form;
import perennial.registry.Deployment;
import perennial.registry.NewDeployment;

/**
 * What somebody asked for in the form, as typed.
 *
 * @param role {@code champion}, {@code challenger} or {@code shadow}
 * @param share percentage as typed
 * @param expectedSequence of the deployment that they saw
 */
record DeployRequest(
    String model, long version, String role, String share, long expectedSequence, String reason) {
  static final int LONGEST_REASON = 1000;

  static DeployRequest of(String model, Form form) {
    return new DeployRequest(
        model,
        form.number("version"),
        form.text("role"),
        form.text("share").strip(),
        form.number("sequence"),
        form.text("reason").strip());
  }

  /** A first look at a version: nothing typed yet. */
  static DeployRequest blank(String model, long version, long sequence) {
    return new DeployRequest(model, version, "champion", "10", sequence, "");
  }

  /** What is wrong with what was typed. */
  Optional<String> error(Optional<Deployment> live) {
    if (reason.isEmpty()) {
      return Optional.of("Say why: the reason is kept in the audit.");
    }
    if (reason.length() > LONGEST_REASON) {
      return Optional.of("The reason has %d characters; 1,000 fit.".formatted(reason.length()));
    }
    if (role.equals("champion")) {
      return Optional.empty();
    }
    if (live.isEmpty()) {
      return Optional.of("There is no champion yet: the first deployment is a champion.");
    }
    if (live.get().championVersion() == version) {
      return Optional.of("v%d is the champion: it cannot be its own rival.".formatted(version));
    }
    if (role.equals("shadow")) {
      return Optional.empty();
    }
    if (!role.equals("challenger")) {
      return Optional.of("Choose champion, challenger or shadow.");
    }
    double percent = percent();
    return percent > 0 && percent < 100
        ? Optional.empty()
        : Optional.of("The share '%s' must be a number above 0 and below 100 %%.".formatted(share));
  }

  private double percent() {
    try {
      return Double.parseDouble(share.replace(',', '.'));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The deployment that this asks for, given the live one. Call after {@link #error}. */
  NewDeployment deployment(Optional<Deployment> live, String actor) {
    if (role.equals("champion")) {
      return NewDeployment.champion(model, version, expectedSequence, actor, reason);
    }
    Deployment now = live.orElseThrow();
    boolean asChallenger = role.equals("challenger");
    OptionalLong challenger =
        asChallenger ? OptionalLong.of(version) : without(now.challengerVersion());
    OptionalLong shadow = asChallenger ? without(now.shadowVersion()) : OptionalLong.of(version);
    double share =
        asChallenger ? percent() / 100 : challenger.isPresent() ? now.challengerShare() : 0;
    return new NewDeployment(
        model, now.championVersion(), challenger, share, shadow, expectedSequence, actor, reason);
  }

  private OptionalLong without(OptionalLong other) {
    return other.isPresent() && other.getAsLong() == version ? OptionalLong.empty() : other;
  }
}
