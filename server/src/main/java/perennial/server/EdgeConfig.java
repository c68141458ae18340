package perennial.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the server's ports treat their callers.
 *
 * @param apiKeysRequired whether calls need keys
 * @param maxRows the most rows that wait or run, 20,000 to 10,000,000
 * @param tls certificate and key of both ports; empty for plain text
 */
public record EdgeConfig(boolean apiKeysRequired, int maxRows, Optional<TlsFiles> tls) {
  static final String API_KEYS = ServerConfig.PREFIX + "API_KEYS";
  static final String MAX_ROWS = ServerConfig.PREFIX + "MAX_ROWS";
  static final String TLS_CERTIFICATE = ServerConfig.PREFIX + "TLS_CERTIFICATE";
  static final String TLS_KEY = ServerConfig.PREFIX + "TLS_KEY";

  private static final int MIN_ROWS = 20_000; // two full batches
  private static final int MOST_ROWS = 10_000_000;

  static final List<ServerSetting> SETTINGS =
      List.of(
          new ServerSetting(
              API_KEYS, "", "required", "Whether calls need an API key: required or off."),
          new ServerSetting(
              MAX_ROWS, "rows", "50000", "Rows that may wait or run; more are refused at once."),
          new ServerSetting(TLS_CERTIFICATE, "file", "", "PEM chain of both ports; empty: no TLS."),
          new ServerSetting(TLS_KEY, "file", "", "PEM key (PKCS#8) of that certificate."));

  /** Two PEM files. */
  public record TlsFiles(Path certificate, Path key) {}

  /**
   * @throws InvalidServerConfig listing everything that is wrong
   */
  public EdgeConfig {
    if (maxRows < MIN_ROWS || maxRows > MOST_ROWS) {
      throw new InvalidServerConfig(
          List.of("%s '%d' must be in [%d, %d]".formatted(MAX_ROWS, maxRows, MIN_ROWS, MOST_ROWS)));
    }
  }

  /** The four settings; what cannot be used is a problem of the reader's. */
  static EdgeConfig read(SettingReader from) {
    String apiKeys = from.text(API_KEYS);
    boolean required = !apiKeys.equals("off");
    if (required && !apiKeys.equals("required")) {
      from.problem("%s '%s' must be required or off".formatted(API_KEYS, apiKeys));
    }
    Optional<TlsFiles> tls = tls(from);
    int rows = from.number(MAX_ROWS);
    try {
      return new EdgeConfig(required, rows, tls);
    } catch (InvalidServerConfig e) {
      e.problems().forEach(from::problem);
      return new EdgeConfig(required, MIN_ROWS, tls);
    }
  }

  private static Optional<TlsFiles> tls(SettingReader from) {
    String certificate = from.text(TLS_CERTIFICATE);
    String key = from.text(TLS_KEY);
    if (certificate.isEmpty() != key.isEmpty()) {
      from.problem("%s and %s must both be there, or none".formatted(TLS_CERTIFICATE, TLS_KEY));
    }
    return certificate.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(new TlsFiles(Path.of(certificate), Path.of(key)));
  }
}
