package perennial.registry;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What makes a deployment acceptable, and how the audit words it. */
final class DeploymentRules {
  private DeploymentRules() {}

  /**
   * @throws IllegalArgumentException naming the field and its value
   */
  static void check(NewDeployment wanted) {
    var unused = ModelName.require(wanted.model());
    double share = wanted.challengerShare();
    if (!(0 <= share && share <= 1)) { // also rejects NaN
      throw new IllegalArgumentException("challenger_share %s must be in [0, 1]".formatted(share));
    }
    if (wanted.challengerVersion().isEmpty() && share != 0) {
      throw new IllegalArgumentException(
          "challenger_share %s must be 0 without a challenger".formatted(share));
    }
    if (wanted.challengerVersion().equals(OptionalLong.of(wanted.championVersion()))) {
      throw new IllegalArgumentException(
          "challenger_version %d is the champion's".formatted(wanted.championVersion()));
    }
    Reasons.check(wanted.reason());
    if (wanted.expectedSequence() < 0) {
      throw new IllegalArgumentException(
          "expected_sequence %d must be >= 0".formatted(wanted.expectedSequence()));
    }
    NewVersionForm.requireActor(wanted.actor());
  }

  static LongStream versionsOf(NewDeployment wanted) {
    return Stream.of(
            OptionalLong.of(wanted.championVersion()),
            wanted.challengerVersion(),
            wanted.shadowVersion())
        .flatMapToLong(OptionalLong::stream);
  }

  /** Such as {@code deployment 4: champion v2 -> v3, challenger v5 at 10 %}. */
  static String inWords(Optional<Deployment> before, Deployment now) {
    StringBuilder words = new StringBuilder("deployment " + now.sequence() + ": champion ");
    before.ifPresent(b -> words.append('v').append(b.championVersion()).append(" -> "));
    words.append('v').append(now.championVersion());
    now.challengerVersion()
        .ifPresent(v ->
            words
                .append(", challenger v")
                .append(v)
                .append(" at ")
                .append(percent(now.challengerShare())));
    now.shadowVersion().ifPresent(v -> words.append(", shadow v").append(v));
    return words.toString();
  }

  /** A share such as 0.1 as {@code 10 %}. */
  static String percent(double share) {
    return BigDecimal.valueOf(share * 100).stripTrailingZeros().toPlainString() + " %";
  }
}
