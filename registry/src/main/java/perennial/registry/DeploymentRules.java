package perennial.registry;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What makes a deployment acceptable, and how the audit words it. */
final class DeploymentRules {
  private static final int MAX_REASON = 1000;

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
    checkReason(wanted.reason());
    if (wanted.expectedSequence() < 0) {
      throw new IllegalArgumentException(
          "expected_sequence %d must be >= 0".formatted(wanted.expectedSequence()));
    }
    NewVersionForm.requireActor(wanted.actor());
  }

  static void checkReason(String reason) {
    int length = reason.codePointCount(0, reason.length());
    if (length > MAX_REASON || reason.codePoints().allMatch(DeploymentRules::isBlank)) {
      throw new IllegalArgumentException(
          "reason must have 1 to %d characters, not all blank; it has %d"
              .formatted(MAX_REASON, length));
    }
    OptionalInt control = reason.codePoints().filter(DeploymentRules::isControl).findFirst();
    if (control.isPresent()) {
      throw new IllegalArgumentException(
          "reason must be one line without control characters; it has U+%04X"
              .formatted(control.getAsInt()));
    }
  }

  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint) // also those that do not break, such as U+00A0
        || Character.getType(codePoint) == Character.FORMAT; // without width, such as U+200B
  }

  private static boolean isControl(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
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
