package perennial.registry.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import perennial.registry.RegistryConfig;

/**
 * A PostgreSQL server that runs from its binaries, on 127.0.0.1 and with a password, in a data
 * folder that it keeps.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 10;

  private final FolderLock lock;
  private final Postmaster postmaster;
  private final ConnectionFile connection;
  private boolean closed;

  private EmbeddedPostgres(FolderLock lock, Postmaster postmaster, ConnectionFile connection) {
    this.lock = lock;
    this.postmaster = postmaster;
    this.connection = connection;
  }

  /**
   * Starts the server on this data folder, creating it the first time; takes over a postmaster that
   * a killed process left behind.
   *
   * @param dataFolder holds {@code lock}, {@code connection.properties} (mode 600) and the cluster
   * @throws DataFolderInUse when another process holds the folder; it is left alone
   * @throws EmbeddedPostgresFailed saying why, when the folder or the server is of no use
   */
  public static EmbeddedPostgres start(Path dataFolder) {
    return start(dataFolder, ServerSettings.DURABLE);
  }

  static EmbeddedPostgres start(Path dataFolder, ServerSettings settings) {
    Path folder = dataFolder.toAbsolutePath().normalize();
    try {
      createPrivately(folder);
      FolderLock lock = FolderLock.of(folder);
      try {
        return startLocked(folder, settings, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("data folder " + folder + " cannot be used", e);
    }
  }

  private static EmbeddedPostgres startLocked(Path folder, ServerSettings settings, FolderLock lock)
      throws IOException {
    Programs programs = new Programs(binaries(folder).resolve("bin"));
    Path clusterFolder = folder.resolve("cluster");
    Postmaster postmaster =
        new Postmaster(programs, clusterFolder, folder.resolve("postgresql.log"));
    postmaster.stop(); // one that a killed process left behind
    Path file = folder.resolve("connection.properties");
    Optional<ConnectionFile> before = ConnectionFile.read(file);
    ConnectionFile connection =
        new ConnectionFile(
            freePort(before.map(ConnectionFile::port).orElse(0)),
            before.map(ConnectionFile::password).orElseGet(Passwords::random));
    connection.write(file); // before the cluster: its password must not be lost
    Cluster cluster = new Cluster(programs, clusterFolder);
    if (!cluster.exists()) {
      cluster.create(connection.password(), settings);
    } else if (before.isEmpty()) {
      cluster.setPassword(connection.password());
    }
    postmaster.start(connection.port(), settings.asOptions());
    return new EmbeddedPostgres(lock, postmaster, connection);
  }

  private static Path binaries(Path folder) {
    try {
      return PostgresBinaries.unpacked(folder.resolve("binaries"));
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("PostgreSQL's programs could not be unpacked", e);
    }
  }

  private static void createPrivately(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      if (folder.getParent() != null) {
        Files.createDirectories(folder.getParent());
      }
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** The wanted port if it is free, else some free one. */
  private static int freePort(int wanted) throws IOException {
    if (wanted > 0) {
      try {
        return probe(wanted);
      } catch (IOException e) {
        return probe(0); // taken by another program since
      }
    }
    return probe(0);
  }

  private static int probe(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return socket.getLocalPort();
    }
  }

  /**
   * Looks whether a data folder is free, without creating or changing anything.
   *
   * @throws DataFolderInUse when another process holds it
   */
  public static void requireFree(Path dataFolder) {
    Path folder = dataFolder.toAbsolutePath().normalize();
    if (Files.exists(folder.resolve("lock"))) {
      try (FolderLock lock = FolderLock.of(folder)) {
        lock.close();
      } catch (IOException e) {
        throw new EmbeddedPostgresFailed("data folder " + folder + " cannot be used", e);
      }
    }
  }

  /** How to reach it. */
  public RegistryConfig config() {
    return new RegistryConfig(
        connection.url(), ConnectionFile.USER, connection.password(), MAX_CONNECTIONS);
  }

  /** Process id of the server; empty when it has died. */
  Optional<Long> pid() throws IOException {
    return postmaster.pid();
  }

  /** Stops the server, letting transactions roll back. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (lock) {
      postmaster.stop();
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("PostgreSQL could not be stopped", e);
    }
  }
}
