package perennial.admin.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token in every form: an HMAC under the secret in the browser's cookie, so that it needs no
 * storage, survives a restart, works on every replica and dies with the session.
 */
final class Csrf {
  private Csrf() {}

  static String token(String cookieSecret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(cookieSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal("form".getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /**
   * @throws ForgedForm when the token is not the one for this secret
   */
  static void verify(String cookieSecret, String token) {
    byte[] expected = token(cookieSecret).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8))) {
      throw new ForgedForm();
    }
  }
}
