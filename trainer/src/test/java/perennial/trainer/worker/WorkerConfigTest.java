package perennial.trainer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import perennial.trainer.retraining.GateLimits;

class WorkerConfigTest {
  @Test
  void from_nothing_isTheDefaults() {
    WorkerConfig config = WorkerConfig.from(Map.of("PATH", "/bin"));
    assertEquals(Duration.ofMinutes(1), config.silence());
    assertEquals(Duration.ofHours(2), config.grace());
    assertEquals(GateLimits.DEFAULT, config.gates());
    assertEquals(false, config.webhooks().privateAllowed());
  }

  @Test
  void from_manyMistakes_listsThemAll() {
    var failure =
        assertThrows(
            InvalidWorkerConfig.class,
            () ->
                WorkerConfig.from(
                    Map.of(
                        "PERENNIAL_WORKER_POLL_SECONDS", "soon",
                        "PERENNIAL_WORKER_GRACE_MINUTES", "-1",
                        "PERENNIAL_WORKER_GATE_REPLAY_MOVED", "NaN",
                        "PERENNIAL_WORKER_WEBHOOK_PRIVATE_ADDRESSES", "yes",
                        "PERENNIAL_WORKER_SILENCE_SECONDS", "10",
                        "PERENNIAL_WORKER_COLOUR", "red")));
    String message = String.valueOf(failure.getMessage());
    for (String part :
        new String[] {
          "POLL_SECONDS 'soon' is no whole number",
          "GRACE_MINUTES '-1' must be in [0, 10080]",
          "GATE_REPLAY_MOVED 'NaN' must be in [0.0, 1.0]",
          "WEBHOOK_PRIVATE_ADDRESSES 'yes' must be true or false",
          "SILENCE_SECONDS '10' must be at least 3 times PERENNIAL_WORKER_HEARTBEAT_SECONDS",
          "PERENNIAL_WORKER_COLOUR is no setting of the worker"
        }) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void settings_everyOne_isInTheDocumentation() throws IOException {
    String page = Files.readString(Path.of("docs/retraining.md"));
    for (WorkerSetting setting : WorkerConfig.settings()) {
      String row =
          "| `%s` | %s | %s | %s |"
              .formatted(setting.key(), setting.unit(), setting.defaultValue(), setting.meaning());
      assertTrue(page.contains(row), row);
    }
  }
}
