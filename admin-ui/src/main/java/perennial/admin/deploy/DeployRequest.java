package perennial.admin.deploy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import perennial.admin.page.FormErrors;
import perennial.admin.session.Form;
import perennial.admin.session.Reason;
import perennial.registry.Deployment;
import perennial.registry.NewDeployment;
import perennial.registry.retraining.GateResult;

/**
 * What somebody asked for in the form, as typed: that a version takes a part.
 *
 * @param percent of the customers, for a challenger, as typed
 * @param keepChallenger whether a new champion leaves the challenger as it is
 * @param keepShadow likewise for the shadow
 * @param override whether gates that did not pass are passed over
 * @param expectedSequence of the deployment that they saw
 */
record DeployRequest(
    String model,
    long version,
    Part part,
    String percent,
    boolean keepChallenger,
    boolean keepShadow,
    boolean override,
    long expectedSequence,
    String reason) {
  static DeployRequest of(String model, Form form) {
    return new DeployRequest(
        model,
        form.number("version"),
        Part.of(form.text("part")),
        form.text("percent").strip(),
        !form.text("keep-challenger").isEmpty(),
        !form.text("keep-shadow").isEmpty(),
        !form.text("override").isEmpty(),
        form.number("sequence"),
        Reason.of(form).text());
  }

  /** A first look at a version: nothing typed yet. */
  static DeployRequest blank(String model, long version, long sequence) {
    return new DeployRequest(model, version, Part.CHAMPION, "", false, false, false, sequence, "");
  }

  /** The same, expecting another deployment. */
  DeployRequest expecting(long sequence) {
    return new DeployRequest(
        model, version, part, percent, keepChallenger, keepShadow, override, sequence, reason);
  }

  /**
   * What is wrong with what was typed, in the light of the gates: all but a shadow, which answers
   * nobody, and the end of a part need each gate passed, or an override.
   */
  FormErrors errors(List<GateResult> gates) {
    return FormErrors.NONE
        .with("percent", shareError())
        .with("override", overrideError(gates))
        .with("reason", new Reason(reason).error().or(() -> lengthError(gates)));
  }

  private Optional<String> shareError() {
    return part == Part.CHALLENGER && share().isEmpty()
        ? Optional.of("Say which share of the customers: more than 0 and at most 100 percent.")
        : Optional.empty();
  }

  private Optional<String> overrideError(List<GateResult> gates) {
    return needsOverride(gates) && !override
        ? Optional.of("Not every gate passed. Tick the override, and say in the reason why.")
        : Optional.empty();
  }

  private Optional<String> lengthError(List<GateResult> gates) {
    int length = needsOverride(gates) ? kept(gates).length() : 0;
    return length > Reason.LONGEST
        ? Optional.of(
            "The reason with the gates that are passed over has %d characters; 1,000 fit."
                .formatted(length))
        : Optional.empty();
  }

  private boolean needsOverride(List<GateResult> gates) {
    return (part == Part.CHAMPION || part == Part.CHALLENGER) && OpenGates.open(gates) > 0;
  }

  private String kept(List<GateResult> gates) {
    return OpenGates.overridden(gates) + ": " + reason;
  }

  /** The reason as it is kept: with the gates that were passed over. */
  DeployRequest withOverride(List<GateResult> gates) {
    if (!needsOverride(gates)) {
      return this;
    }
    return new DeployRequest(
        model,
        version,
        part,
        percent,
        keepChallenger,
        keepShadow,
        true,
        expectedSequence,
        kept(gates));
  }

  private Optional<Double> share() {
    try {
      double share = new BigDecimal(percent.replace(',', '.')).movePointLeft(2).doubleValue();
      return 0 < share && share <= 1 ? Optional.of(share) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * The deployment that this asks for. Call after {@link #errors}.
   *
   * @param live what is deployed; when it is another one than expected, so is the result's
   *     expectation, and the registry refuses it
   */
  NewDeployment deployment(Optional<Deployment> live, String actor) {
    OptionalLong challenger = live.map(Deployment::challengerVersion).orElse(OptionalLong.empty());
    double share = live.map(Deployment::challengerShare).orElse(0.0);
    OptionalLong shadow = live.map(Deployment::shadowVersion).orElse(OptionalLong.empty());
    long champion = live.map(Deployment::championVersion).orElse(version);
    OptionalLong self = OptionalLong.of(version);
    switch (part) {
      case CHAMPION -> {
        champion = version;
        challenger = keepChallenger && !challenger.equals(self) ? challenger : OptionalLong.empty();
        shadow = keepShadow && !shadow.equals(self) ? shadow : OptionalLong.empty();
      }
      case CHALLENGER -> {
        challenger = self;
        share = share().orElseThrow();
        shadow = shadow.equals(self) ? OptionalLong.empty() : shadow;
      }
      case SHADOW -> {
        challenger = challenger.equals(self) ? OptionalLong.empty() : challenger;
        shadow = self;
      }
      case NONE -> {
        challenger = challenger.equals(self) ? OptionalLong.empty() : challenger;
        shadow = shadow.equals(self) ? OptionalLong.empty() : shadow;
      }
    }
    return new NewDeployment(
        model,
        champion,
        challenger,
        challenger.isPresent() ? share : 0,
        shadow,
        expectedSequence,
        actor,
        reason);
  }
}
