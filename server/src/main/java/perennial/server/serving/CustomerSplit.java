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
 * change sides in the middle of an experiment. With all arithmetic modulo 2^64:
 *
 * <ol>
 *   <li>{@code fold(h, text)}: for each UTF-16 unit {@code c} of the text, {@code h = (h xor c) *
 *       0x100000001b3} (FNV-1a over units instead of bytes).
 *   <li>{@code mix(h)}: {@code h = (h xor h>>>30) * 0xbf58476d1ce4e5b9}, {@code h = (h xor h>>>27)
 *       * 0x94d049bb133111eb}, {@code h xor h>>>31} (Stafford's variant 13 of the MurmurHash3
 *       finalizer, as in SplitMix64: every bit of the result depends on every bit of {@code h}).
 *   <li>{@code salt = mix(fold(0xcbf29ce484222325, model) xor mix(challenger))}.
 *   <li>{@code position = (mix(fold(salt, id)) >>> 11) / 2^53}.
 * </ol>
 *
 * <p>Fowler, Noll and Vo, "FNV hash history" (1991), for the fold; Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators" (OOPSLA 2014), for the mix.
 */
final class CustomerSplit {
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
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
    long salt = mix(fold(FNV_BASIS, model) ^ mix(challenger));
    return (mix(fold(salt, customerId)) >>> 11) * UNIT;
  }

  private static long fold(long hash, String text) {
    long h = hash;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * FNV_PRIME;
    }
    return h;
  }

  private static long mix(long hash) {
    long h = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
    return h ^ (h >>> 31);
  }
}
