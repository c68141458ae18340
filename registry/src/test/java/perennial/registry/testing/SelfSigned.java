package perennial.registry.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** Keys with a certificate that they signed themselves, made by the runtime's own tool. */
public final class SelfSigned {
  private SelfSigned() {}

  /**
   * A new key with its certificate, under this alias; kept in the folder too.
   *
   * @param algorithm EC or RSA
   * @param names whose certificate it is, such as {@code dns:localhost,ip:127.0.0.1}
   */
  public static KeyStore keys(
      Path folder, String alias, String algorithm, String names, String password)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(alias + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + alias,
                "-ext",
                "san=" + names,
                "-storetype",
                "PKCS12",
                "-storepass",
                password,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("no key was made: " + output);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    return keys;
  }
}
