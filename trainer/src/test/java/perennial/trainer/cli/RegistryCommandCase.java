package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.RegistryConfig;
import perennial.registry.testing.TestDatabase;

/** A registry of its own for every test, and a log to train on. */
abstract class RegistryCommandCase {
  @TempDir static Path folder;

  static String log = "";
  Path dataFolder = Path.of("");

  @BeforeAll
  static void simulate() {
    log = folder.resolve("sales.csv").toString();
    Cli.Result result = Cli.run("simulate", "--customers", "1500", "--seed", "7", "-o", log);
    assertEquals(ExitCode.OK, result.code(), result.err());
  }

  @BeforeEach
  void freshRegistry(@TempDir Path fresh) throws Exception {
    dataFolder = fresh;
    connectTo(fresh, TestDatabase.freshConfig());
  }

  JsonNode train(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("train", "--transactions", log));
    arguments.addAll(List.of("--time-unit", "week"));
    arguments.addAll(List.of(more));
    return json(arguments.toArray(String[]::new));
  }

  JsonNode json(String... arguments) throws Exception {
    return Cli.json(with(arguments));
  }

  String[] with(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data-dir", dataFolder.toString()));
    return all.toArray(String[]::new);
  }

  static void connectTo(Path folder, RegistryConfig config) throws Exception {
    Files.writeString(
        folder.resolve("connection.properties"),
        "url=%s%nuser=%s%npassword=%s%n"
            .formatted(config.jdbcUrl(), config.user(), config.password()));
  }
}
