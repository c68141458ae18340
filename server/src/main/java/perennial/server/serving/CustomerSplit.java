package perennial.server.serving;

/**
 * Which customers a challenger answers.
 *
 * <p>Every customer has a position in {@code [0, 1)} that depends on the model's name, the
 * challenger's number and the customer's id alone; the challenger answers those below its share.
 * Hence every server, after every restart, decides alike; a share that is raised keeps the
 * customers it had; and another challenger gets other customers.
 *
 * <p>The position is a 64-bit hash, whose constants and steps must never change: customers would
 * change sides in the middle of an experiment. With fold and mix of {@link TextHash}:
 *
 * <ol>
 *   <li>{@code salt = mix(fold(0xcbf29ce484222325, model) xor mix(challenger))}.
 *   <li>{@code position = (mix(fold(salt, id)) >>> 11) / 2^53}.
 * </ol>
 */
final class CustomerSplit {
  private static final double UNIT = 0x1p-53;

  private CustomerSplit() {}

  /** The arm of the deployment that answers this customer. */
  static Arm arm(ServedModel served, String customerId) {
    if (served.challenger().isEmpty()) {
      return Arm.CHAMPION;
    }
    double position = position(served.name(), served.challenger().get().number(), customerId);
    return position < served.deployment().challengerShare() ? Arm.CHALLENGER : Arm.CHAMPION;
  }

  /** The customer's position in the experiment of this challenger, in {@code [0, 1)}. */
  static double position(String model, long challenger, String customerId) {
    long salt = TextHash.mix(TextHash.fold(TextHash.FNV_BASIS, model) ^ TextHash.mix(challenger));
    return (TextHash.mix(TextHash.fold(salt, customerId)) >>> 11) * UNIT;
  }
}
