package perennial.deploy;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import perennial.deploy.history.HistoryPlan;
import perennial.deploy.history.PastWindows;
import perennial.deploy.history.ShopHistory;
import perennial.registry.Database;
import perennial.registry.ModelVersion;
import perennial.trainer.DataFolder;
import perennial.trainer.NotConverged;
import perennial.trainer.Training;
import perennial.trainer.TrainingSettings;
import perennial.trainer.cli.FitOptions;
import perennial.trainer.cli.Progress;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perennial demo}: everything in one process, trained on simulated or own data. */
@Command(
    name = "demo",
    description = {
      "Start everything in one process: an embedded PostgreSQL, the gRPC and JSON server and the"
          + " admin UI.",
      "",
      "The first start simulates customers (or takes --transactions), trains and registers"
          + " version 1 of model retail, and promotes it. Later starts find the same data.",
      "",
      "With --with-history the shop is eighteen months old: version 1 has served for six of them,"
          + " spend has doubled in one channel, a category has gone, and customers of one market"
          + " leave sooner. The worker finds it, retrains, and offers a challenger.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial demo",
      "  perennial demo --with-history --data-dir ~/shop",
      "  perennial demo --data-dir ~/clv --transactions sales.csv --holdout-days 90",
      "",
      "Ctrl-C stops everything. Remove the data folder to start afresh."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = {
        "Where the data lie.",
        "Default: $PERENNIAL_DATA_DIR, or $XDG_DATA_HOME/perennial,",
        "or ~/.local/share/perennial."
      })
  private Optional<Path> dataFolder = Optional.empty();

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address of all three ports. Default: ${DEFAULT-VALUE}.")
  private String bind = "";

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      defaultValue = "9090",
      description = "gRPC; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int grpcPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "JSON; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int httpPort;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Admin UI; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int adminPort;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "20000",
      description = "How many to simulate at the first start. Default: ${DEFAULT-VALUE}.")
  private int customers;

  @Option(
      names = "--with-history",
      description =
          "At the first start: a shop of eighteen months, with changes planted to be found.")
  private boolean withHistory;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Mixin private FitOptions ownData = new FitOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli injects it
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    requireTogether();
    PrintWriter out = spec.commandLine().getOut();
    Path folder = dataFolder.orElseGet(DataFolder::standard).toAbsolutePath().normalize();
    StandaloneConfig config =
        new StandaloneConfig(
            folder, bind, grpcPort, httpPort, adminPort, ownData.settingsIfGiven().isPresent());
    Clock clock = Clock.systemUTC();
    try (Standalone standalone =
        Standalone.start(
            config,
            new Filling(folder, clock),
            clock,
            step -> say(out, step),
            UntilStopped::onStop)) {
      say(out, standalone.announcement().text());
      new CountDownLatch(1).await(); // until a signal, which closes the parts in its hook
    }
    return 0;
  }

  /** What would be ignored, or would fail when the database is up already. */
  private void requireTogether() {
    if (customers < 1) {
      throw new BadInput("--customers %d must be 1 or more".formatted(customers));
    }
    if (ownData.settingsIfGiven().isPresent()) {
      if (withHistory) {
        throw new BadInput("--with-history and --transactions: name one of them");
      }
      return;
    }
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (ownDataOptions().contains(option)) {
        throw new BadInput(
            "%s is about data of your own: name them with --transactions"
                .formatted(option.longestName()));
      }
    }
  }

  private List<OptionSpec> ownDataOptions() {
    return Objects.requireNonNull(spec.mixins().get("ownData")).options();
  }

  private final class Filling implements Standalone.FirstFilling {
    private final Path folder;
    private final Clock clock;

    Filling(Path folder, Clock clock) {
      this.folder = folder;
      this.clock = clock;
    }

    @Override
    public ModelVersion train(Database database) {
      if (!withHistory) {
        return trainOnce(folder, database, clock);
      }
      try (Progress progress = progress()) {
        return new ShopHistory(database, plan(), clock, progress)
            .seed(Standalone.MODEL, Standalone.ACTOR);
      }
    }

    @Override
    public void complete(Database database) {
      if (withHistory) {
        try (Progress progress = progress()) {
          new PastWindows(database, plan(), clock, progress).measure(Standalone.MODEL);
        }
      }
    }

    private HistoryPlan plan() {
      return HistoryPlan.before(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), customers);
    }
  }

  private Progress progress() {
    return Progress.on(spec.commandLine().getErr());
  }

  private ModelVersion trainOnce(Path folder, Database database, Clock clock) {
    TrainingSettings settings =
        ownData.settingsIfGiven().orElseGet(() -> DemoData.write(folder, customers));
    try (Progress progress = progress()) {
      Training.Registered registered =
          new Training(clock, progress)
              .trainAndRegister(settings, Standalone.MODEL, Standalone.ACTOR, database.registry());
      return registered
          .version()
          .orElseThrow(
              () -> new NotConverged(registered.trained().report().registered().warnings()));
    }
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
