package perennial.registry.embedded;

import java.util.List;

/**
 * How safe the server is.
 *
 * @param durable whether a commit survives a crash of the machine; off only for tests
 */
record ServerSettings(boolean durable) {
  static final ServerSettings DURABLE = new ServerSettings(true);
  static final ServerSettings EPHEMERAL = new ServerSettings(false);

  /** As {@code name=value} for the server. */
  List<String> asOptions() {
    String safe = durable ? "on" : "off";
    return List.of(
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=", // their paths may be too long, and they are not needed
        "fsync=" + safe,
        "synchronous_commit=" + safe,
        "full_page_writes=" + safe,
        "timezone=UTC",
        "log_timezone=UTC",
        "max_connections=100");
  }

  /** What the role of the software may do beside owning its database. */
  String roleAttributes() {
    return durable ? "" : "CREATEDB";
  }
}
