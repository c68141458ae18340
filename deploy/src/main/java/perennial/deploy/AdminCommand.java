package perennial.deploy;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import perennial.admin.AdminConfig;
import perennial.admin.AdminUi;
import perennial.registry.Database;
import perennial.trainer.cli.DatabaseOptions;
import perennial.trainer.cli.ExitCode;
import perennial.trainer.cli.HelpOption;
import perennial.trainer.cli.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perennial admin}: the admin web application, until it is told to stop. */
@Command(
    name = "admin",
    description = {"Serve the admin web application, until SIGTERM or Ctrl-C.", ""},
    footer = {
      "",
      "Settings are environment variables, PERENNIAL_ADMIN_...; admin-ui/README.md has all.",
      "",
      "Examples:",
      "  perennial admin --database-url postgresql://perennial@db/perennial --port 8080",
      "  perennial admin-password               (for the first sign-in)",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class AdminCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--bind", description = "Address to listen on (127.0.0.1).")
  private @Nullable String bind;

  @Option(names = "--port", description = "Port (8080); 0 takes a free one.")
  private @Nullable String port;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli injects it
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> settings = new HashMap<>(System.getenv());
    if (bind != null) {
      settings.put("PERENNIAL_ADMIN_BIND", bind);
    }
    if (port != null) {
      settings.put("PERENNIAL_ADMIN_PORT", port);
    }
    AdminConfig config = AdminConfig.fromEnvironment(settings);
    try (StopSignal stop = StopSignal.listen();
        Database open = database.openUnchecked();
        AdminUi admin = AdminUi.start(config, open, Clock.systemUTC())) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf("Admin UI on http://%s:%d%n", config.bind(), admin.port());
      out.flush();
      stop.await();
    }
    return 0;
  }
}
