package perennial.server.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's private key and its certificate, that belong together: checked at the start, so that
 * a mistake is an error then and names its file.
 */
public final class ServerIdentity {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
  private static final byte[] PROBE = "perennial".getBytes(StandardCharsets.US_ASCII);

  private final byte[] certificatePem;
  private final byte[] keyPem;
  private final Certificate[] chain;
  private final PrivateKey key;

  private ServerIdentity(byte[] certificatePem, byte[] keyPem, Path certificate, Path key) {
    this.certificatePem = certificatePem;
    this.keyPem = keyPem;
    this.chain = chain(certificatePem, certificate);
    this.key = privateKey(keyPem, key);
    requireMatch(certificate, key);
  }

  /**
   * Reads both files.
   *
   * @param certificate PEM: the server's certificate first, then those that signed it
   * @param key PEM: PKCS#8, not encrypted
   * @throws IllegalArgumentException naming the file that cannot be used, and why
   */
  public static ServerIdentity read(Path certificate, Path key) {
    return new ServerIdentity(bytes(certificate), bytes(key), certificate, key);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("TLS file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static Certificate[] chain(byte[] pem, Path file) {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      if (found.isEmpty()) {
        throw new CertificateException("there is none in it");
      }
      return found.toArray(Certificate[]::new);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "TLS file %s is no PEM certificate: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static PrivateKey privateKey(byte[] pem, Path file) {
    Matcher matcher = PRIVATE_KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "TLS file %s has no unencrypted PKCS#8 key; `openssl pkcs8 -topk8 -nocrypt` makes one"
              .formatted(file));
    }
    PKCS8EncodedKeySpec spec =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        continue; // a key of another algorithm
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(algorithm, e); // every Java has these
      }
    }
    throw new IllegalArgumentException("TLS file %s is no key of %s".formatted(file, ALGORITHMS));
  }

  private void requireMatch(Path certificate, Path keyFile) {
    PublicKey publicKey = chain[0].getPublicKey();
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    boolean matches;
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(PROBE);
      matches = signature.verify(signed);
    } catch (GeneralSecurityException e) { // such as keys of two algorithms
      matches = false;
    }
    if (!matches) {
      throw new IllegalArgumentException(
          "TLS key %s is not that of certificate %s".formatted(keyFile, certificate));
    }
  }

  /** The certificate's file, as read. */
  public InputStream certificatePem() {
    return new ByteArrayInputStream(certificatePem);
  }

  /** The key's file, as read. */
  public InputStream keyPem() {
    return new ByteArrayInputStream(keyPem);
  }

  /** Both as a PKCS#12 store. */
  public byte[] pkcs12(String password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, password.toCharArray(), chain);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password.toCharArray());
      return bytes.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a checked key and certificate make a store", e);
    }
  }
}
