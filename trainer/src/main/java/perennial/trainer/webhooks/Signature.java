package perennial.trainer.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a message: {@code v1,} and the base64 of HMAC-SHA-256 over {@code
 * id.timestamp.body}, keyed with the bytes that the endpoint's secret stands for. Standard Webhooks
 * 1.0, "Signature scheme".
 */
public final class Signature {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /**
   * @param secret {@code whsec_} and base64
   * @param timestamp seconds since 1970
   * @throws IllegalArgumentException when the secret is no such; without naming it
   */
  public static String of(String secret, String messageId, long timestamp, String body) {
    String signed = "%s.%d.%s".formatted(messageId, timestamp, body);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(secret), ALGORITHM));
      byte[] hash = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static byte[] key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a webhook's secret must begin with " + PREFIX);
    }
    return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
  }
}
