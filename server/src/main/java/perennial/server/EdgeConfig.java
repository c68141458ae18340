package perennial.server;

import java.nio.file.Path;
import java.util.ArrayList;
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

  /** The texts of the four settings; what cannot be read is added to the problems. */
  static EdgeConfig read(
      String apiKeys, String maxRows, String certificate, String key, List<String> problems) {
    List<String> found = new ArrayList<>();
    boolean required = !apiKeys.equals("off");
    if (required && !apiKeys.equals("required")) {
      found.add("%s '%s' must be required or off".formatted(API_KEYS, apiKeys));
    }
    if (certificate.isEmpty() != key.isEmpty()) {
      found.add("%s and %s must both be there, or none".formatted(TLS_CERTIFICATE, TLS_KEY));
    }
    int rows = MIN_ROWS;
    try {
      rows = Integer.parseInt(maxRows);
    } catch (NumberFormatException e) {
      found.add("%s '%s' is no whole number".formatted(MAX_ROWS, maxRows));
    }
    Optional<TlsFiles> tls =
        certificate.isEmpty() || key.isEmpty()
            ? Optional.empty()
            : Optional.of(new TlsFiles(Path.of(certificate), Path.of(key)));
    problems.addAll(found);
    try {
      return new EdgeConfig(required, rows, tls);
    } catch (InvalidServerConfig e) {
      problems.addAll(e.problems());
      return new EdgeConfig(required, MIN_ROWS, tls);
    }
  }
}
