package perennial.registry;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Slow, salted hashes of passwords: PBKDF2, whose parameters are stored with each hash. */
final class PasswordHasher {
  /** What OWASP's cheat sheet asks of PBKDF2 with HMAC-SHA-256. */
  static final int ITERATIONS = 600_000;

  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A stored password. */
  record Hashed(String algorithm, int iterations, byte[] salt, byte[] hash) {
    @Override
    public String toString() {
      return "Hashed[" + algorithm + ", " + iterations + "]";
    }
  }

  private final int iterations;

  PasswordHasher(int iterations) {
    this.iterations = iterations;
  }

  Hashed hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return new Hashed(ALGORITHM, iterations, salt, derive(password, ALGORITHM, iterations, salt));
  }

  /** Whether this is the password; compared in constant time. */
  boolean matches(String password, Hashed stored) {
    return MessageDigest.isEqual(
        derive(password, stored.algorithm, stored.iterations, stored.salt), stored.hash);
  }

  /** Takes as long as {@link #matches} for a password that nobody has. */
  void pretend(String password) {
    var unused = hash(password);
  }

  private static byte[] derive(String password, String algorithm, int iterations, byte[] salt) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("password algorithm " + algorithm + " is not here", e);
    } finally {
      spec.clearPassword();
    }
  }
}
