package perennial.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import perennial.registry.Database;
import perennial.registry.ModelVersion;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.cli.ExitCode;
import perennial.trainer.cli.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code perennial rehearse}: the launcher runs it while the virtual machine takes notes for its
 * cache. Everything is started in a folder that is deleted afterwards, and called.
 */
@Command(
    name = "rehearse",
    description = {
      "Start and call everything once, so that later starts are faster.",
      "",
      "What the virtual machine learns is kept beside the program's jars, and is of no use, and no"
          + " harm, to other jars or another Java. Run it after an installation, or when an image is"
          + " built.",
      ""
    },
    footer = {"", "Example:", "  perennial rehearse", "", "Exit codes: " + ExitCode.HELP})
final class RehearseCommand implements Callable<Integer> {
  private static final int CUSTOMERS = 1_000;

  @Mixin private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    String unused = Perennial.commandLine().getUsageMessage(); // loads them all
    Path folder = Files.createTempDirectory("perennial-rehearsal");
    StandaloneConfig config = new StandaloneConfig(folder, "127.0.0.1", 0, 0, 0, false);
    Clock clock = Clock.systemUTC();
    try (Standalone everything =
        Standalone.start(
            config,
            database -> version(folder, database, clock),
            clock,
            step -> {},
            UntilStopped::onStop)) {
      new RehearsedCalls(everything.announcement(), clock.instant()).run();
    } finally {
      delete(folder);
    }
    return 0;
  }

  private static ModelVersion version(Path folder, Database database, Clock clock) {
    return new Training(clock, TrainingProgress.NONE)
        .trainAndRegister(
            DemoData.write(folder, CUSTOMERS),
            Standalone.MODEL,
            Standalone.ACTOR,
            database.registry())
        .version()
        .orElseThrow();
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) { // PostgreSQL removes its own last files meanwhile
      throw e.getCause();
    }
    for (Path file : files) {
      boolean unused = Files.deleteIfExists(file);
    }
  }
}
