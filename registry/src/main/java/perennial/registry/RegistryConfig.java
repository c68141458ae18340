package perennial.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * How to reach the registry's database.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}; given as {@code postgresql://...} or
 *     with a user and password in it, it is brought into this form
 * @param user empty to take it from the URL
 * @param password never logged; empty to take it from the URL
 * @param maxConnections pool size, 1 to 100
 */
public record RegistryConfig(String jdbcUrl, String user, String password, int maxConnections) {
  private static final int DEFAULT_CONNECTIONS = 10;

  /**
   * @throws IllegalArgumentException listing everything that is wrong; without the password
   */
  public RegistryConfig {
    PostgresUrl url = PostgresUrl.parse(jdbcUrl);
    List<String> errors = new ArrayList<>(url.errors());
    jdbcUrl = url.jdbcUrl();
    user = user.isEmpty() ? url.user() : user;
    password = password.isEmpty() ? url.password() : password;
    if (user.isEmpty()) {
      errors.add("the database URL names no user, and none is given");
    }
    if (maxConnections < 1 || maxConnections > 100) {
      errors.add("maxConnections %d must be in [1, 100]".formatted(maxConnections));
    }
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", errors));
    }
  }

  /**
   * From a URL alone; a user or password that it lacks is taken from the environment ({@code
   * PERENNIAL_DATABASE_USER}, {@code PERENNIAL_DATABASE_PASSWORD}).
   *
   * @throws IllegalArgumentException listing everything that is wrong
   */
  public static RegistryConfig fromUrl(String url) {
    return fromUrl(url, System.getenv());
  }

  static RegistryConfig fromUrl(String url, Map<String, String> environment) {
    PostgresUrl parsed = PostgresUrl.parse(url);
    return new RegistryConfig(
        url,
        parsed.user().isEmpty()
            ? environment.getOrDefault("PERENNIAL_DATABASE_USER", "")
            : parsed.user(),
        parsed.password().isEmpty()
            ? environment.getOrDefault("PERENNIAL_DATABASE_PASSWORD", "")
            : parsed.password(),
        DEFAULT_CONNECTIONS);
  }

  /**
   * From the {@code connection.properties} that an embedded database writes into its data folder.
   *
   * @throws IllegalArgumentException listing everything that is wrong
   * @throws IOException when the file cannot be read
   */
  public static RegistryConfig fromConnectionProperties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is no properties file: " + e.getMessage(), e);
    }
    return new RegistryConfig(
        properties.getProperty("url", ""),
        properties.getProperty("user", ""),
        properties.getProperty("password", ""),
        DEFAULT_CONNECTIONS);
  }

  String identity() {
    String place = jdbcUrl.split("\\?", 2)[0];
    return Hashes.sha256Hex(place.getBytes(UTF_8)).substring(0, 12);
  }

  @Override
  public String toString() {
    return "RegistryConfig[%s, user %s, %d connections]".formatted(jdbcUrl, user, maxConnections);
  }
}
