package perennial.registry.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.RegistryConfig;

class EmbeddedPostgresTest {
  @TempDir Path temp;
  private Path folder = Path.of("");

  @BeforeEach
  void name() {
    // Spaces, letters beyond ASCII, and longer than a Unix socket's path may be.
    folder = temp.resolve("my daten ü").resolve("d".repeat(120)).resolve("data");
  }

  private static Connection connect(RegistryConfig config) throws SQLException {
    return DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
  }

  private static String query(RegistryConfig config, String sql) throws SQLException {
    try (Connection connection = connect(config);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private static void execute(RegistryConfig config, String sql) throws SQLException {
    try (Connection connection = connect(config);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void start_newFolder_isSafe() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      RegistryConfig config = server.config();
      assertEquals("127.0.0.1", query(config, "SHOW listen_addresses"));
      // The fifth line names the folder of the Unix socket.
      assertEquals("", Files.readAllLines(folder.resolve("cluster/postmaster.pid")).get(4));
      assertEquals("on", query(config, "SHOW fsync"));
      assertEquals("on", query(config, "SHOW synchronous_commit"));
      assertEquals("on", query(config, "SHOW full_page_writes"));
      assertEquals("scram-sha-256", query(config, "SHOW password_encryption"));
      assertEquals("UTF8", query(config, "SHOW server_encoding"));
      assertTrue(query(config, "SHOW server_version").startsWith("18."));
      assertEquals(
          "f", query(config, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"));
      Path file = folder.resolve("connection.properties");
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertEquals(config, RegistryConfig.fromConnectionProperties(file));
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
      String log = Files.readString(folder.resolve("postgresql.log"));
      assertFalse(log.contains(config.password()));
    }
  }

  @Test
  void connect_withoutTheRightPassword_isRefused() throws Exception {
    try (EmbeddedPostgres server = EphemeralPostgres.start(folder)) {
      String url = server.config().jdbcUrl();
      for (String user : new String[] {"perennial", "postgres"}) {
        for (String password : new String[] {"", "wrong", "postgres"}) {
          var refusal =
              assertThrows(
                  SQLException.class, () -> DriverManager.getConnection(url, user, password));
          assertNotEquals("08001", refusal.getSQLState());
        }
      }
    }
  }

  @Test
  void start_again_keepsDataPortAndPassword() throws Exception {
    RegistryConfig first;
    try (EmbeddedPostgres server = EphemeralPostgres.start(folder)) {
      first = server.config();
      execute(first, "CREATE TABLE kept AS SELECT 42 AS n");
    }
    assertThrows(SQLException.class, () -> connect(first), "stopped");
    try (EmbeddedPostgres server = EphemeralPostgres.start(folder)) {
      assertEquals(first, server.config());
      assertEquals("42", query(server.config(), "SELECT n FROM kept"));
    }
  }

  @Test
  void start_portTaken_takesAnother() throws Exception {
    int port;
    try (EmbeddedPostgres server = EphemeralPostgres.start(folder)) {
      port = ConnectionFile.read(folder.resolve("connection.properties")).orElseThrow().port();
      assertEquals("1", query(server.config(), "SELECT 1"));
    }
    try (ServerSocket taken = new ServerSocket(port);
        EmbeddedPostgres server = EphemeralPostgres.start(folder)) {
      assertTrue(taken.isBound());
      assertFalse(server.config().jdbcUrl().contains(":" + port + "/"));
      assertEquals("1", query(server.config(), "SELECT 1"));
    }
  }

  @Test
  void start_connectionFileLost_setsANewPasswordAndKeepsData() throws Exception {
    try (EmbeddedPostgres server = EphemeralPostgres.start(folder)) {
      execute(server.config(), "CREATE TABLE kept AS SELECT 42 AS n");
    }
    Files.delete(folder.resolve("connection.properties"));
    try (EmbeddedPostgres server = EphemeralPostgres.start(folder)) {
      assertEquals("42", query(server.config(), "SELECT n FROM kept"));
    }
  }

  @Test
  void start_folderInUse_leavesTheFirstAlone() throws Exception {
    try (EmbeddedPostgres server = EphemeralPostgres.start(folder)) {
      assertThrows(DataFolderInUse.class, () -> EphemeralPostgres.start(folder));
      assertEquals("1", query(server.config(), "SELECT 1"));
    }
  }

  @Test
  void start_postmasterKilled_recovers() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      execute(server.config(), "CREATE TABLE kept AS SELECT 42 AS n");
      ProcessHandle postmaster = ProcessHandle.of(server.pid().orElseThrow()).orElseThrow();
      assertTrue(postmaster.destroyForcibly());
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertEquals("42", query(server.config(), "SELECT n FROM kept"));
    }
  }

  /**
   * Another JVM: its lock holds while it lives; killed, it leaves a postmaster that is taken over.
   */
  @Test
  void start_otherProcess_refusedWhileItLives_takenOverWhenKilled() throws Exception {
    Process other = startInAnotherJvm(folder);
    try {
      assertThrows(DataFolderInUse.class, () -> EphemeralPostgres.start(folder));
      RegistryConfig config =
          RegistryConfig.fromConnectionProperties(folder.resolve("connection.properties"));
      execute(config, "CREATE TABLE kept AS SELECT 42 AS n");
      other.destroyForcibly().waitFor();
      assertEquals("42", query(config, "SELECT n FROM kept"), "the postmaster is still up");
    } finally {
      other.destroyForcibly();
    }
    try (EmbeddedPostgres server = EphemeralPostgres.start(folder)) {
      assertEquals("42", query(server.config(), "SELECT n FROM kept"));
    }
  }

  private static Process startInAnotherJvm(Path folder) throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "-Dfile.encoding=UTF-8",
                "-Dsun.jnu.encoding=" + System.getProperty("sun.jnu.encoding"),
                HoldingMain.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.equals(HoldingMain.STARTED)) {
      line = out.readLine();
    }
    assertEquals(HoldingMain.STARTED, line);
    return process;
  }

  /** Ctrl-C in a terminal goes to the whole group of the JVM: the server must not be in it. */
  @Test
  void start_server_isInASessionOfItsOwn() throws Exception {
    try (EmbeddedPostgres server = EphemeralPostgres.start(folder)) {
      long pid = server.pid().orElseThrow();
      Path stat = Path.of("/proc/" + pid + "/stat");
      assumeTrue(Files.exists(stat), "needs /proc to look at the session of a process");
      String[] fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ");
      assertEquals(pid, Long.parseLong(fields[2]), "process group");
      assertEquals(pid, Long.parseLong(fields[3]), "session");
    }
  }

  @Test
  void start_folderThatCannotBe_saysSo() throws Exception {
    Path file = Files.createFile(temp.resolve("a file"));
    var failure =
        assertThrows(
            EmbeddedPostgresFailed.class, () -> EphemeralPostgres.start(file.resolve("data")));
    assertTrue(failure.toString().contains("a file"), failure::toString);
    var same = assertThrows(EmbeddedPostgresFailed.class, () -> EphemeralPostgres.start(file));
    assertTrue(same.toString().contains("cannot be used"), same::toString);
  }

  @Test
  void start_brokenCluster_showsTheServersWords() throws Exception {
    EphemeralPostgres.start(folder).close();
    Files.writeString(folder.resolve("cluster/postgresql.conf"), "no_such_setting = 1\n");
    var failure = assertThrows(EmbeddedPostgresFailed.class, () -> EphemeralPostgres.start(folder));
    assertTrue(failure.toString().contains("no_such_setting"), failure::toString);
    // The folder is free again.
    Files.writeString(folder.resolve("cluster/postgresql.conf"), "");
    EphemeralPostgres.start(folder).close();
  }

  @Test
  void start_interruptedCreation_beginsAnew() throws Exception {
    Path unfinished = Files.createDirectories(folder.resolve("cluster.unfinished/base"));
    Files.writeString(unfinished.resolve("half"), "written");
    try (EmbeddedPostgres server = EphemeralPostgres.start(folder)) {
      assertEquals("1", query(server.config(), "SELECT 1"));
    }
  }

  @Test
  void start_pidFileNamesAnotherClustersServer_leavesThatAlone() throws Exception {
    Path other = folder.resolveSibling(folder.getFileName() + "-other");
    try (EmbeddedPostgres first = EphemeralPostgres.start(other)) {
      EphemeralPostgres.start(folder).close();
      Files.writeString(folder.resolve("cluster/postmaster.pid"), first.pid().orElseThrow() + "\n");
      try (EmbeddedPostgres second = EphemeralPostgres.start(folder)) {
        assertEquals("1", query(first.config(), "SELECT 1"));
        assertEquals("1", query(second.config(), "SELECT 1"));
      }
    }
  }

  @Test
  void close_openTransaction_doesNotKeepItUp() throws Exception {
    EmbeddedPostgres server = EphemeralPostgres.start(folder);
    try (Connection connection = connect(server.config());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("CREATE TABLE half_done (n integer)");
      long before = System.nanoTime();
      server.close();
      server.close();
      assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 10);
    }
    try (EmbeddedPostgres again = EphemeralPostgres.start(folder)) {
      assertThrows(SQLException.class, () -> query(again.config(), "SELECT n FROM half_done"));
    }
  }
}
