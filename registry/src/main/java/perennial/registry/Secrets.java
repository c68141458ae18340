package perennial.registry;

import java.security.SecureRandom;
import java.util.Base64;

/** Random passwords, session tokens and keys. */
final class Secrets {
  /** Without characters that people take for one another: 0 O, 1 l I, and so on. */
  private static final String UNAMBIGUOUS = "abcdefghjkmnpqrstuvwxyzACDEFHJKLMNPQRTUVWXY34679";

  private static final int PASSWORD_CHARACTERS = 20;
  private static final int TOKEN_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** Twenty characters in groups of five; 111 bits. */
  static String password() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < PASSWORD_CHARACTERS; i++) {
      if (i > 0 && i % 5 == 0) {
        password.append('-');
      }
      password.append(UNAMBIGUOUS.charAt(RANDOM.nextInt(UNAMBIGUOUS.length())));
    }
    return password.toString();
  }

  /** A key for signing webhooks, 256 bits, as Standard Webhooks writes it. */
  static String webhookKey() {
    byte[] bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  /** 256 bits that are safe in a header, a cookie and a shell. */
  static String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
