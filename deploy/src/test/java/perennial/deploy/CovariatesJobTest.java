package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.TrainingSettings;
import perennial.trainer.cli.TrainerCommands;
import picocli.CommandLine;

/** A model with covariates, then one with groups, through the real commands and server. */
class CovariatesJobTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;

  private static Standalone standalone;
  private static Path log;
  private static Path facts;

  @BeforeAll
  static void startEverything() throws Exception {
    TrainingSettings settings = DemoData.write(folder, 1500);
    log = Path.of(settings.transactions());
    facts = folder.resolve("facts.csv");
    List<String> lines = new ArrayList<>(List.of("customer,paid,channel"));
    for (int i = 1500; i >= 1; i--) {
      lines.add("C%07d,%d,%s".formatted(i, i % 2, i % 3 == 0 ? "web" : "shop"));
    }
    Files.write(facts, lines);
    standalone =
        Standalone.start(
            new StandaloneConfig(folder.resolve("data"), "127.0.0.1", 0, 0, 0, false),
            database ->
                new Training(Clock.systemUTC(), TrainingProgress.NONE)
                    .trainAndRegister(settings, Standalone.MODEL, "test", database.registry())
                    .version()
                    .orElseThrow(),
            Clock.systemUTC(),
            step -> {},
            it -> {});
  }

  @AfterAll
  static void stopEverything() {
    standalone.close();
  }

  private record Result(int code, String out, String err) {}

  private static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        TrainerCommands.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Result(line.execute(arguments), out.toString(), err.toString());
  }

  private static Result ok(String... arguments) {
    Result result = run(arguments);
    assertEquals(0, result.code(), result.err());
    return result;
  }

  private static Result predict(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "predict",
                "--server",
                "localhost:" + standalone.announcement().grpcPort(),
                "--repeat-purchases",
                "5",
                "--recency",
                "200",
                "--age",
                "300",
                "--mean-spend",
                "45.5"));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private static void promote(String version) {
    String data = folder.resolve("data").toString();
    ok("promote", version, "--reason", "knows more", "--data-dir", data);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String[] everything = {"--covariate", "paid=1", "--group", "web"};
    while (!predict(everything).out().contains("version " + version)) {
      assertTrue(System.nanoTime() < deadline, () -> predict(everything).toString());
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void trainPromotePredictScore_withCovariatesThenGroups() throws Exception {
    String data = folder.resolve("data").toString();
    Result trained =
        ok(
            "train",
            "--transactions",
            log.toString(),
            "--covariates-file",
            facts.toString(),
            "--covariate-columns",
            "paid",
            "--data-dir",
            data);
    assertTrue(trained.out().contains("Registered retail version 2"), trained.out());
    promote("2");
    Result none = predict();
    assertEquals(2, none.code());
    assertTrue(none.err().contains("history.covariates.paid"), none.err());
    Result paid = predict("--covariate", "paid=1");
    Result free = predict("--covariate", "paid=0");
    assertEquals(0, paid.code() + free.code());
    assertNotEquals(paid.out(), free.out());
    assertScored(data);

    ok(
        "train",
        "--transactions",
        log.toString(),
        "--covariates-file",
        facts.toString(),
        "--pool-by",
        "channel",
        "--data-dir",
        data);
    promote("3");
    assertEquals(0, predict("--group", "web").code());
    assertEquals(predict("--group", "unknown").out(), predict().out());
  }

  private static void assertScored(String data) throws Exception {
    Path scores = folder.resolve("scores.csv");
    String[] score = {
      "score", "--transactions", log.toString(), "--output", scores.toString(), "--data-dir", data
    };
    Result without = run(score);
    assertEquals(2, without.code());
    assertTrue(without.err().contains("needs 'paid' of each customer"), without.err());
    List<String> with = new ArrayList<>(List.of(score));
    with.addAll(List.of("--covariates-file", facts.toString()));
    ok(with.toArray(String[]::new));
    assertEquals(1501, Files.readAllLines(scores).size());
    Path some = folder.resolve("some.csv");
    Files.write(some, Files.readAllLines(facts).subList(0, 1000));
    with.set(with.size() - 1, some.toString());
    Result missing = run(with.toArray(String[]::new));
    assertEquals(2, missing.code());
    assertTrue(
        missing.err().contains("501 customers of the log are not in some.csv"), missing.err());
    assertEquals(1501, Files.readAllLines(scores).size(), "the older file is kept");
  }
}
