package perennial.server.serving;

/**
 * A 64-bit hash of a text, the same in every process for ever. With all arithmetic modulo 2^64:
 *
 * <ol>
 *   <li>{@code fold(h, text)}: for each UTF-16 unit {@code c} of the text, {@code h = (h xor c) *
 *       0x100000001b3} (FNV-1a over units instead of bytes).
 *   <li>{@code mix(h)}: {@code h = (h xor h>>>30) * 0xbf58476d1ce4e5b9}, {@code h = (h xor h>>>27)
 *       * 0x94d049bb133111eb}, {@code h xor h>>>31} (Stafford's variant 13 of the MurmurHash3
 *       finalizer, as in SplitMix64: every bit of the result depends on every bit of {@code h}).
 * </ol>
 *
 * <p>Fowler, Noll and Vo, "FNV hash history" (1991), for the fold; Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators" (OOPSLA 2014), for the mix.
 */
public final class TextHash {
  static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private TextHash() {}

  /** {@code mix(fold(0xcbf29ce484222325, text))}. */
  public static long of(String text) {
    return mix(fold(FNV_BASIS, text));
  }

  static long fold(long hash, String text) {
    long h = hash;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * FNV_PRIME;
    }
    return h;
  }

  static long mix(long hash) {
    long h = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
    return h ^ (h >>> 31);
  }
}
