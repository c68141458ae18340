package perennial.registry.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random passwords of databases. */
final class Passwords {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** 192 random bits in hex, which need no quoting anywhere. */
  static String random() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
