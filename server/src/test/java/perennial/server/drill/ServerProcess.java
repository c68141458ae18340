package perennial.server.drill;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.registry.RegistryConfig;
import perennial.server.FreePorts;

/**
 * A whole server in a process of its own, which can be told to end, be killed, and started again on
 * the same ports and folder.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long TRY_EVERY_NANOS = 5_000_000;
  private static final PredictRequest REQUEST =
      PredictRequest.newBuilder()
          .setHistory(CustomerHistory.newBuilder().setRepeatPurchases(1).setRecency(2).setAge(3))
          .build();

  private static final String JSON = "{\"frequency\":1,\"recency\":2,\"T\":3,\"monetary_value\":4}";

  private final RegistryConfig database;
  private final Path folder;
  private final Map<String, String> settings;
  private final Launch launch;
  private final int grpcPort = FreePorts.next();
  private final int httpPort = FreePorts.next();
  private Process process;

  /**
   * How the virtual machine is started.
   *
   * @param classPath of the server
   */
  public record Launch(String classPath, List<String> options) {
    /** The launcher's options, as an argument of {@code java}. */
    public static final String HOUSE =
        "@" + Path.of("..", "deploy", "src", "main", "launcher", "jvm.options").toAbsolutePath();

    /** As the launcher starts a program, with a small heap. */
    public static final Launch PLAIN =
        new Launch(System.getProperty("java.class.path"), List.of(HOUSE, "-Xmx512m"));

    /** The same with another option. */
    Launch with(String option) {
      List<String> more = new ArrayList<>(options);
      more.add(option);
      return new Launch(classPath, List.copyOf(more));
    }

    List<String> command(Class<?> main) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(options);
      command.addAll(List.of("-cp", classPath));
      command.add(main.getName());
      return command;
    }
  }

  private ServerProcess(
      RegistryConfig database, Path folder, Map<String, String> settings, Launch launch) {
    this.database = database;
    this.folder = folder;
    this.settings = new TreeMap<>(settings);
    this.launch = launch;
    this.process = run();
  }

  /**
   * Starts one; it answers some time later.
   *
   * @param folder of its kept versions and its log
   * @param settings of the server beside ports and folder
   */
  public static ServerProcess start(
      RegistryConfig database, Path folder, Map<String, String> settings) {
    return start(database, folder, settings, Launch.PLAIN);
  }

  /** The same, started like this. */
  public static ServerProcess start(
      RegistryConfig database, Path folder, Map<String, String> settings, Launch launch) {
    return new ServerProcess(database, folder, settings, launch);
  }

  private Process run() {
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder =
          new ProcessBuilder(launch.command(ServerMain.class))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      Map<String, String> environment = builder.environment();
      environment.put(ServerMain.URL, database.jdbcUrl());
      environment.put(ServerMain.USER, database.user());
      environment.put(ServerMain.PASSWORD, database.password());
      environment.put("PERENNIAL_SERVER_GRPC_PORT", String.valueOf(grpcPort));
      environment.put("PERENNIAL_SERVER_HTTP_PORT", String.valueOf(httpPort));
      environment.put("PERENNIAL_SERVER_API_KEYS", "off");
      environment.put("PERENNIAL_SERVER_LAST_KNOWN_GOOD", folder.resolve("kept").toString());
      environment.putAll(settings);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("a server could not be started", e);
    }
  }

  public int grpcPort() {
    return grpcPort;
  }

  public int httpPort() {
    return httpPort;
  }

  /** A new channel to it, which connects again when it is started again. */
  public ManagedChannel channel() {
    return NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
  }

  /** Waits until it answers a prediction over this channel; tries every few milliseconds. */
  public void awaitAnswer(ManagedChannel channel) {
    var stub = PredictionServiceGrpc.newBlockingStub(channel);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(stub)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the server does not answer:\n" + logText());
      }
      LockSupport.parkNanos(TRY_EVERY_NANOS);
      channel.resetConnectBackoff();
    }
  }

  private static boolean answers(PredictionServiceGrpc.PredictionServiceBlockingStub stub) {
    try {
      return stub.withDeadlineAfter(5, TimeUnit.SECONDS).predict(REQUEST).hasPrediction();
    } catch (StatusRuntimeException e) { // not up yet, or nothing served yet
      return false;
    }
  }

  /** Waits until it answers a prediction over JSON. */
  public void awaitJson() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/predict"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON))
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!answers(client, request)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("the server does not answer:\n" + logText());
        }
        LockSupport.parkNanos(TRY_EVERY_NANOS);
      }
    }
  }

  private static boolean answers(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) { // not up yet
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while a server starts", e);
    }
  }

  /** Its processor time so far. */
  public double cpuSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  /** What it wrote so far. */
  public String logText() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return folder.resolve("server.log");
  }

  /** Tells it to end (SIGTERM). */
  public void terminate() {
    boolean unused = process.toHandle().destroy(); // Process.destroy would close its input first
  }

  /** Ends it at once (SIGKILL), and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    var unused = awaitEnd();
  }

  /** Starts it again. */
  public void restart() {
    process = run();
  }

  /**
   * Waits until it has ended.
   *
   * @return its exit code
   */
  public int awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the server does not end:\n" + logText());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while a server ends", e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
