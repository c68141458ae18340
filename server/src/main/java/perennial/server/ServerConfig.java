package perennial.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import perennial.registry.ModelName;
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
    return ServerSettings.ALL;
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
    return ServerSettings.read(overrides);
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
}
