package perennial.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings that a {@link ServerConfig} is read from, and their reading. */
final class ServerSettings {
  private static final String STATE_FOLDER = "~/.local/state/perennial";

  private static final List<ServerSetting> OWN =
      List.of(
          new ServerSetting(
              ServerConfig.BIND, "", "127.0.0.1", "Address that both ports listen on."),
          new ServerSetting(
              ServerConfig.GRPC_PORT, "port", "9090", "gRPC port; 0 takes a free one."),
          new ServerSetting(
              ServerConfig.HTTP_PORT, "port", "8081", "JSON and health port; 0 takes a free one."),
          new ServerSetting(
              ServerConfig.DEFAULT_MODEL, "", "retail", "Model of requests that name none."),
          new ServerSetting(
              ServerConfig.POLL_SECONDS,
              "s",
              "5",
              "Reads the registry this often, announced or not; 1 to 600."),
          new ServerSetting(
              ServerConfig.DRAIN_SECONDS,
              "s",
              "8",
              "Time that running calls get at the end; 0 to 600."),
          new ServerSetting(
              ServerConfig.LAST_KNOWN_GOOD,
              "folder",
              STATE_FOLDER + "/last-known-good",
              "Keeps what answers, by database, to start without it; XDG_STATE_HOME moves it;"
                  + " empty: none."),
          new ServerSetting(
              ServerConfig.CACHE_MIB,
              "MiB",
              "32",
              "Memory for remembered predictions; 0 computes every one."),
          new ServerSetting(
              ServerConfig.CACHE_SECONDS,
              "s",
              "3600",
              "Forgets a prediction after this time; 1 to 86,400."),
          new ServerSetting(
              ServerConfig.NAME,
              "",
              "",
              "Name in the fleet, unique; empty: host name and gRPC port."));

  /** All, in the order people read them. */
  static final List<ServerSetting> ALL =
      Stream.of(OWN, RolloutConfig.SETTINGS, EdgeConfig.SETTINGS, CustomerConfig.SETTINGS)
          .flatMap(List::stream)
          .toList();

  private ServerSettings() {}

  /** As {@link ServerConfig#from}: what cannot be read is listed beside what breaks the rules. */
  static ServerConfig read(Map<String, String> overrides) {
    List<String> problems = new ArrayList<>();
    SettingReader reader = SettingReader.of(ALL, overrides, ServerConfig.PREFIX, problems);
    @Nullable ServerConfig config = null;
    try {
      config =
          new ServerConfig(
              reader.text(ServerConfig.BIND),
              reader.number(ServerConfig.GRPC_PORT),
              reader.number(ServerConfig.HTTP_PORT),
              reader.text(ServerConfig.DEFAULT_MODEL),
              Duration.ofSeconds(reader.number(ServerConfig.POLL_SECONDS)),
              Duration.ofSeconds(reader.number(ServerConfig.DRAIN_SECONDS)),
              folder(reader, overrides.getOrDefault("XDG_STATE_HOME", "")),
              reader.number(ServerConfig.CACHE_MIB),
              reader.number(ServerConfig.CACHE_SECONDS),
              reader.text(ServerConfig.NAME),
              CustomerConfig.read(reader),
              EdgeConfig.read(reader),
              RolloutConfig.read(reader));
    } catch (InvalidServerConfig e) {
      problems.addAll(e.problems());
    }
    if (config == null || !problems.isEmpty()) {
      throw new InvalidServerConfig(problems);
    }
    return config;
  }

  private static Optional<Path> folder(SettingReader reader, String stateHome) {
    String text = reader.text(ServerConfig.LAST_KNOWN_GOOD);
    if (text.equals(reader.defaultOf(ServerConfig.LAST_KNOWN_GOOD))) {
      return Optional.of(home(stateHome).resolve("perennial", "last-known-good"));
    }
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(reader.value(ServerConfig.LAST_KNOWN_GOOD, Path::of, "is no folder"));
  }

  /** A relative one is to be ignored, says the convention. */
  private static Path home(String stateHome) {
    return stateHome.startsWith("/")
        ? Path.of(stateHome)
        : Path.of(System.getProperty("user.home"), ".local", "state").toAbsolutePath();
  }
}
