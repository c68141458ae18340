package perennial.admin.deploy;

import java.util.Optional;
import perennial.admin.session.Form;
import perennial.registry.NewDeployment;

/**
 * What somebody asked for in the form, as typed: that a version becomes the champion.
 *
 * @param expectedSequence of the deployment that they saw
 */
record DeployRequest(String model, long version, long expectedSequence, String reason) {
  static final int LONGEST_REASON = 1000;

  static DeployRequest of(String model, Form form) {
    // The field wraps and takes line breaks; a reason is one line.
    String reason = form.text("reason").strip().replaceAll("\\s*[\\n\\r\\t]\\s*", " ");
    return new DeployRequest(model, form.number("version"), form.number("sequence"), reason);
  }

  /** A first look at a version: nothing typed yet. */
  static DeployRequest blank(String model, long version, long sequence) {
    return new DeployRequest(model, version, sequence, "");
  }

  /** The same, expecting another deployment. */
  DeployRequest expecting(long sequence) {
    return new DeployRequest(model, version, sequence, reason);
  }

  /** What is wrong with what was typed. */
  Optional<String> error() {
    if (reason.isEmpty()) {
      return Optional.of("Say why: the reason is kept in the audit.");
    }
    return reason.length() > LONGEST_REASON
        ? Optional.of("The reason has %d characters; 1,000 fit.".formatted(reason.length()))
        : Optional.empty();
  }

  /** The deployment that this asks for: a champion alone. Call after {@link #error}. */
  NewDeployment deployment(String actor) {
    return NewDeployment.champion(model, version, expectedSequence, actor, reason);
  }
}
