package perennial.deploy;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import perennial.registry.Database;
import perennial.server.PerennialServer;
import perennial.server.ServerConfig;
import perennial.trainer.cli.DatabaseOptions;
import perennial.trainer.cli.ExitCode;
import perennial.trainer.cli.HelpOption;
import perennial.trainer.cli.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perennial server}: serves predictions until it is told to stop. */
@Command(
    name = "server",
    description = {
      "Serve predictions over gRPC and JSON, and swap versions as the registry says.",
      "",
      "SIGTERM drains what is in flight, then ends. Without the database it starts from the versions"
          + " that it verified last.",
      ""
    },
    footer = {
      "",
      "Settings are environment variables, PERENNIAL_SERVER_...; server/README.md has all.",
      "",
      "Examples:",
      "  perennial server --database-url postgresql://perennial@db/perennial",
      "  perennial server --bind 0.0.0.0 --grpc-port 9090 --http-port 8081",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class ServerCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--bind", description = "Address of both ports (127.0.0.1).")
  private @Nullable String bind;

  @Option(names = "--grpc-port", description = "gRPC port (9090); 0 takes a free one.")
  private @Nullable String grpcPort;

  @Option(names = "--http-port", description = "JSON and health port (8081); 0 takes a free one.")
  private @Nullable String httpPort;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli injects it
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PerennialServer.loadAhead();
    Map<String, String> settings = new HashMap<>(System.getenv());
    override(settings, "BIND", bind);
    override(settings, "GRPC_PORT", grpcPort);
    override(settings, "HTTP_PORT", httpPort);
    ServerConfig config = ServerConfig.from(settings);
    try (StopSignal stop = StopSignal.listen();
        Database open = database.openUnchecked();
        PerennialServer server = PerennialServer.start(config, open, Clock.systemUTC())) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "Serving gRPC on %s:%d and JSON on http://%1$s:%d%n",
          config.bindAddress(), server.grpcPort(), server.httpPort());
      out.flush();
      stop.await();
    }
    return 0;
  }

  private static void override(Map<String, String> settings, String key, @Nullable String value) {
    if (value != null) {
      settings.put(ServerConfig.PREFIX + key, value);
    }
  }
}
