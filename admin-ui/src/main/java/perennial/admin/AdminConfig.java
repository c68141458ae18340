package perennial.admin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Settings of the admin UI. Every setting has a default and an environment variable.
 *
 * @param bind address to listen on
 * @param port TCP port, 0 to 65,535; 0 takes a free one
 * @param sessionLifetime how long a sign-in lasts, 5 minutes to 30 days
 * @param secureCookies whether cookies are sent over HTTPS only; set it wherever TLS ends in front
 * @param timeZone that times are shown in
 * @param apiAddress host and port of the gRPC server as people reach it, printed in the API calls
 * @param jsonAddress the same of its JSON
 */
public record AdminConfig(
    String bind,
    int port,
    Duration sessionLifetime,
    boolean secureCookies,
    ZoneId timeZone,
    String apiAddress,
    String jsonAddress) {
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(30);

  public AdminConfig {
    if (bind.isBlank()) {
      throw new IllegalArgumentException("bind must not be empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port %d must be in [0, 65535]".formatted(port));
    }
    if (sessionLifetime.compareTo(SHORTEST) < 0 || sessionLifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "session lifetime %s must be in [%s, %s]".formatted(sessionLifetime, SHORTEST, LONGEST));
    }
    if (apiAddress.isBlank()) {
      throw new IllegalArgumentException("api address must not be empty");
    }
    if (jsonAddress.isBlank()) {
      throw new IllegalArgumentException("json address must not be empty");
    }
  }

  /** 127.0.0.1:8080, sessions of 12 hours, times in UTC. */
  public static AdminConfig defaults() {
    return new AdminConfig(
        "127.0.0.1",
        8080,
        Duration.ofHours(12),
        false,
        ZoneId.of("UTC"),
        "127.0.0.1:9090",
        "127.0.0.1:8081");
  }

  /** The same with another address and port. */
  public AdminConfig at(String newBind, int newPort) {
    return new AdminConfig(
        newBind, newPort, sessionLifetime, secureCookies, timeZone, apiAddress, jsonAddress);
  }

  /** The same with another gRPC address in the printed API calls. */
  public AdminConfig withApiAddress(String address) {
    return new AdminConfig(
        bind, port, sessionLifetime, secureCookies, timeZone, address, jsonAddress);
  }

  /** The same with another address of the JSON in the printed API calls. */
  public AdminConfig withJsonAddress(String address) {
    return new AdminConfig(
        bind, port, sessionLifetime, secureCookies, timeZone, apiAddress, address);
  }

  /**
   * The defaults with the overrides of an environment: {@code PERENNIAL_ADMIN_BIND}, {@code _PORT},
   * {@code _SESSION_HOURS}, {@code _SECURE_COOKIES}, {@code _TIME_ZONE}, {@code _API_ADDRESS},
   * {@code _JSON_ADDRESS}.
   *
   * @throws IllegalArgumentException listing every variable that is wrong
   */
  public static AdminConfig fromEnvironment(Map<String, String> environment) {
    AdminConfig d = defaults();
    Reader in = new Reader(environment);
    String bind = in.read("BIND", d.bind, "an address", AdminConfig::notBlank);
    int port = in.read("PORT", d.port, "a port from 0 to 65535", AdminConfig::port);
    Duration session =
        in.read("SESSION_HOURS", d.sessionLifetime, "hours from 1 to 720", AdminConfig::hours);
    boolean secure = in.read("SECURE_COOKIES", d.secureCookies, "true or false", AdminConfig::flag);
    ZoneId zone = in.read("TIME_ZONE", d.timeZone, "a time zone such as Europe/Paris", ZoneId::of);
    String api = in.read("API_ADDRESS", d.apiAddress, "host:port", AdminConfig::notBlank);
    String json = in.read("JSON_ADDRESS", d.jsonAddress, "host:port", AdminConfig::notBlank);
    if (!in.errors.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", in.errors));
    }
    return new AdminConfig(bind, port, session, secure, zone, api, json);
  }

  private static String notBlank(String text) {
    return require(text, !text.isBlank());
  }

  private static int port(String text) {
    int port = Integer.parseInt(text);
    return require(port, port >= 0 && port <= 65_535);
  }

  private static Duration hours(String text) {
    long hours = Long.parseLong(text);
    return require(Duration.ofHours(hours), hours >= 1 && hours <= 720);
  }

  private static boolean flag(String text) {
    return require(text.equals("true"), text.equals("true") || text.equals("false"));
  }

  private static <T> T require(T value, boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static final class Reader {
    private final Map<String, String> environment;
    private final List<String> errors = new ArrayList<>();

    Reader(Map<String, String> environment) {
      this.environment = environment;
    }

    <T> T read(String name, T otherwise, String wanted, Function<String, T> parse) {
      String key = "PERENNIAL_ADMIN_" + name;
      String text = environment.get(key);
      if (text == null) {
        return otherwise;
      }
      try {
        return parse.apply(text.strip());
      } catch (IllegalArgumentException | DateTimeException e) {
        errors.add("%s '%s' must be %s".formatted(key, text, wanted));
        return otherwise;
      }
    }
  }
}
