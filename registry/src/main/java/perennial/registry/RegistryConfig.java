package perennial.registry;

/**
 * How to reach the registry's database.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}, or {@code postgresql://...}
 * @param user empty to take it from the URL
 * @param password never logged; empty to take it from the URL or the environment
 * @param maxConnections pool size, 1 to 100
 */
public record RegistryConfig(String jdbcUrl, String user, String password, int maxConnections) {
  @Override
  public String toString() {
    return "RegistryConfig[" + jdbcUrl.replaceAll("password=[^&]*", "password=***") + "]";
  }
}
