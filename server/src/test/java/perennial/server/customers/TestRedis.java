package perennial.server.customers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import perennial.server.FreePorts;
import perennial.server.TestServer;

/** A real Redis on a port of its own, started from the program on the path. */
public final class TestRedis implements AutoCloseable {
  static final String ABSENT = "redis-server is not on the PATH";
  private static final String PROGRAM = "redis-server";

  private final int port;
  private final Path folder;
  private Process process;

  public TestRedis(Path folder) {
    this.folder = folder;
    this.port = FreePorts.next();
    this.process = run();
  }

  /** Whether there is one on the path. */
  public static boolean isPresent() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
  }

  public int port() {
    return port;
  }

  private Process run() {
    try {
      Process started =
          new ProcessBuilder(
                  PROGRAM,
                  "--port",
                  String.valueOf(port),
                  "--bind",
                  "127.0.0.1",
                  "--save",
                  "",
                  "--dir",
                  folder.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      TestServer.eventually("Redis answers", this::answers);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("redis-server must be installed", e);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  public void kill() {
    try {
      if (!process.destroyForcibly().waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Redis does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public void restart() {
    process = run();
  }

  @Override
  public void close() {
    kill();
  }
}
