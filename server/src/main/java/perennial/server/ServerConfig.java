package perennial.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import perennial.registry.ModelName;
import perennial.server.rollout.Brake;
import perennial.server.rollout.RolloutSettings;

/**
 * The server's settings.
 *
 * @param bindAddress address to listen on, for both ports
 * @param grpcPort 0 takes a free one
 * @param httpPort 0 takes a free one
 * @param defaultModel answers requests that name none
 * @param pollInterval how often the registry is read without an announcement, 1 s to 10 min
 * @param drainTimeout how long running calls may take at the end, 0 to 10 min
 * @param lastKnownGoodFolder where the versions that answer are kept, in one folder for each
 *     database; empty to keep none
 * @param predictionCacheMebibytes memory for remembered predictions, 0 (none) to 65,536
 * @param predictionSeconds how long they are remembered, 1 to 86,400
 * @param serverName name in the fleet; empty for {@code <host name>:<gRPC port>}
 * @param customers how customers are remembered and answered
 * @param edge how the ports treat their callers
 * @param rollout how answers are logged and challengers watched
 */
public record ServerConfig(
    String bindAddress,
    int grpcPort,
    int httpPort,
    String defaultModel,
    Duration pollInterval,
    Duration drainTimeout,
    Optional<Path> lastKnownGoodFolder,
    int predictionCacheMebibytes,
    int predictionSeconds,
    String serverName,
    CustomerSettings customers,
    EdgeConfig edge,
    RolloutSettings rollout) {

  /** What every key of the server's settings begins with. */
  public static final String PREFIX = "PERENNIAL_SERVER_";

  static final String BIND = PREFIX + "BIND";
  static final String GRPC_PORT = PREFIX + "GRPC_PORT";
  static final String HTTP_PORT = PREFIX + "HTTP_PORT";
  static final String DEFAULT_MODEL = PREFIX + "DEFAULT_MODEL";
  static final String POLL_SECONDS = PREFIX + "POLL_SECONDS";
  static final String DRAIN_SECONDS = PREFIX + "DRAIN_SECONDS";
  static final String LAST_KNOWN_GOOD = PREFIX + "LAST_KNOWN_GOOD";
  static final String CACHE_MIB = PREFIX + "CACHE_MIB";
  static final String CACHE_SECONDS = PREFIX + "CACHE_SECONDS";
  static final String NAME = PREFIX + "NAME";

  private static final String STATE_FOLDER = "~/.local/state/perennial";

  private static final List<ServerSetting> OWN =
      List.of(
          new ServerSetting(BIND, "", "127.0.0.1", "Address that both ports listen on."),
          new ServerSetting(GRPC_PORT, "port", "9090", "gRPC port; 0 takes a free one."),
          new ServerSetting(HTTP_PORT, "port", "8081", "JSON and health port; 0 takes a free one."),
          new ServerSetting(DEFAULT_MODEL, "", "retail", "Model of requests that name none."),
          new ServerSetting(
              POLL_SECONDS, "s", "5", "Reads the registry this often, announced or not; 1 to 600."),
          new ServerSetting(
              DRAIN_SECONDS, "s", "8", "Time that running calls get at the end; 0 to 600."),
          new ServerSetting(
              LAST_KNOWN_GOOD,
              "folder",
              STATE_FOLDER + "/last-known-good",
              "Keeps what answers, by database, to start without it; XDG_STATE_HOME moves it;"
                  + " empty: none."),
          new ServerSetting(
              CACHE_MIB, "MiB", "32", "Memory for remembered predictions; 0 computes every one."),
          new ServerSetting(
              CACHE_SECONDS, "s", "3600", "Forgets a prediction after this time; 1 to 86,400."),
          new ServerSetting(
              NAME, "", "", "Name in the fleet, unique; empty: host name and gRPC port."),
          RolloutConfig.LOG_SHARE,
          RolloutConfig.LOG_DAYS,
          RolloutConfig.BRAKE_ANSWERS,
          RolloutConfig.BRAKE_SECONDS,
          RolloutConfig.BRAKE_ERRORS,
          RolloutConfig.BRAKE_LATENCY,
          RolloutConfig.BRAKE_SHIFT);

  private static final List<ServerSetting> SETTINGS =
      Stream.of(OWN, EdgeConfig.SETTINGS, CustomerConfig.SETTINGS).flatMap(List::stream).toList();

  /**
   * @throws InvalidServerConfig listing everything that is wrong
   */
  public ServerConfig {
    List<String> problems = new ArrayList<>();
    check(problems, resolves(bindAddress), BIND, bindAddress, "is no address of this machine");
    check(problems, port(grpcPort), GRPC_PORT, grpcPort, "must be in [0, 65535]");
    check(problems, port(httpPort), HTTP_PORT, httpPort, "must be in [0, 65535]");
    check(
        problems,
        grpcPort == 0 || grpcPort != httpPort,
        HTTP_PORT,
        httpPort,
        "must not be the gRPC port");
    check(problems, ModelName.isValid(defaultModel), DEFAULT_MODEL, defaultModel, ModelName.RULE);
    check(
        problems,
        seconds(pollInterval) >= 1 && seconds(pollInterval) <= 600,
        POLL_SECONDS,
        seconds(pollInterval),
        "must be in [1, 600]");
    check(
        problems,
        !drainTimeout.isNegative() && seconds(drainTimeout) <= 600,
        DRAIN_SECONDS,
        seconds(drainTimeout),
        "must be in [0, 600]");
    check(
        problems,
        predictionCacheMebibytes >= 0 && predictionCacheMebibytes <= 65_536,
        CACHE_MIB,
        predictionCacheMebibytes,
        "must be in [0, 65536]");
    check(
        problems,
        predictionSeconds >= 1 && predictionSeconds <= 86_400,
        CACHE_SECONDS,
        predictionSeconds,
        "must be in [1, 86400]");
    check(problems, serverName.length() <= 200, NAME, serverName, "must have at most 200 letters");
    problems.addAll(RolloutConfig.problems(rollout));
    if (!problems.isEmpty()) {
      throw new InvalidServerConfig(problems);
    }
  }

  /** Every setting with its default, in the order people read them. */
  public static List<ServerSetting> settings() {
    return SETTINGS;
  }

  /** The settings without any override. */
  public static ServerConfig defaults() {
    return from(Map.of());
  }

  /**
   * The defaults with overrides, usually the environment.
   *
   * @param overrides by key; those without {@link #PREFIX} are not looked at
   * @throws InvalidServerConfig listing every value that cannot be used and every unknown key
   */
  public static ServerConfig from(Map<String, String> overrides) {
    return new Reader(overrides).read();
  }

  /** The same with kept versions in a folder of this registry's: another's must not answer. */
  ServerConfig keepingFor(String registryIdentity) {
    return new ServerConfig(
        bindAddress,
        grpcPort,
        httpPort,
        defaultModel,
        pollInterval,
        drainTimeout,
        lastKnownGoodFolder.map(folder -> folder.resolve(registryIdentity)),
        predictionCacheMebibytes,
        predictionSeconds,
        serverName,
        customers,
        edge,
        rollout);
  }

  private static void check(
      List<String> problems, boolean good, String key, Object value, String rule) {
    if (!good) {
      problems.add("%s '%s' %s".formatted(key, value, rule));
    }
  }

  private static boolean port(int port) {
    return port >= 0 && port <= 65_535;
  }

  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }

  private static boolean resolves(String address) {
    try {
      return !address.isBlank() && InetAddress.getByName(address) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Text to types; what cannot be read is listed beside what breaks the record's rules. */
  private static final class Reader {
    private final Map<String, String> values = new TreeMap<>();
    private final String stateHome;
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> overrides) {
      stateHome = overrides.getOrDefault("XDG_STATE_HOME", "");
      SETTINGS.forEach(s -> values.put(s.key(), s.defaultValue()));
      new TreeMap<>(overrides)
          .forEach((key, value) -> {
            if (values.containsKey(key)) {
              values.put(key, value.strip());
            } else if (key.startsWith(PREFIX)) {
              problems.add(key + " is no setting of the server");
            }
          });
    }

    ServerConfig read() {
      int grpcPort = number(GRPC_PORT);
      int httpPort = number(HTTP_PORT);
      int poll = number(POLL_SECONDS);
      int drain = number(DRAIN_SECONDS);
      int cache = number(CACHE_MIB);
      int cacheSeconds = number(CACHE_SECONDS);
      CustomerSettings customers = CustomerConfig.read(values, problems);
      Optional<Path> folder = folder();
      EdgeConfig edge =
          EdgeConfig.read(
              text(EdgeConfig.API_KEYS),
              text(EdgeConfig.MAX_ROWS),
              text(EdgeConfig.TLS_CERTIFICATE),
              text(EdgeConfig.TLS_KEY),
              problems);
      RolloutSettings rollout = rollout();
      @Nullable ServerConfig config = null;
      try {
        config =
            new ServerConfig(
                text(BIND),
                grpcPort,
                httpPort,
                text(DEFAULT_MODEL),
                Duration.ofSeconds(poll),
                Duration.ofSeconds(drain),
                folder,
                cache,
                cacheSeconds,
                text(NAME),
                customers,
                edge,
                rollout);
      } catch (InvalidServerConfig e) {
        problems.addAll(e.problems());
      }
      if (config == null || !problems.isEmpty()) {
        throw new InvalidServerConfig(problems);
      }
      return config;
    }

    private String text(String key) {
      return values.getOrDefault(key, "");
    }

    private int number(String key) {
      return value(key, Integer::parseInt, "is no whole number");
    }

    private RolloutSettings rollout() {
      return new RolloutSettings(
          fraction(RolloutConfig.LOG_SHARE.key()),
          number(RolloutConfig.LOG_DAYS.key()),
          new Brake.Limits(
              number(RolloutConfig.BRAKE_ANSWERS.key()),
              Duration.ofSeconds(number(RolloutConfig.BRAKE_SECONDS.key())),
              fraction(RolloutConfig.BRAKE_ERRORS.key()),
              fraction(RolloutConfig.BRAKE_LATENCY.key()),
              fraction(RolloutConfig.BRAKE_SHIFT.key())));
    }

    private double fraction(String key) {
      return value(key, Double::parseDouble, "is no number");
    }

    private Optional<Path> folder() {
      if (text(LAST_KNOWN_GOOD).equals(defaultOf(LAST_KNOWN_GOOD))) {
        return Optional.of(stateHome().resolve("perennial", "last-known-good"));
      }
      return text(LAST_KNOWN_GOOD).isEmpty()
          ? Optional.empty()
          : Optional.of(value(LAST_KNOWN_GOOD, Path::of, "is no folder"));
    }

    /** A relative one is to be ignored, says the convention. */
    private Path stateHome() {
      return stateHome.startsWith("/")
          ? Path.of(stateHome)
          : Path.of(System.getProperty("user.home"), ".local", "state").toAbsolutePath();
    }

    private <T> T value(String key, Function<String, T> parse, String rule) {
      try {
        return parse.apply(text(key));
      } catch (NumberFormatException | InvalidPathException e) {
        problems.add("%s '%s' %s".formatted(key, text(key), rule));
        return parse.apply(defaultOf(key)); // so that the other settings are still checked
      }
    }

    private static String defaultOf(String key) {
      return SETTINGS.stream()
          .filter(s -> s.key().equals(key))
          .findFirst()
          .orElseThrow()
          .defaultValue();
    }
  }
}
