package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import perennial.registry.retraining.Policy;

class RunFitOptionsTest {
  @Test
  void names_areThoseThatAPolicyMayHave() {
    assertEquals(new TreeSet<>(Policy.RUN_SETTINGS), RunFitOptions.names());
  }
}
