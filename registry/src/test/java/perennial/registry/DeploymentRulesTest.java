package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t",
        "\u00a0",
        "\u2007 \u202f",
        "\u3000",
        "\u200b",
        "a\nb",
        "a\0",
        "\u0085a",
        "a\u2028b"
      })
  void check_blankOrControl_isRefused(String reason) {
    var error = assertThrows(IllegalArgumentException.class, () -> check("retail", reason));
    assertTrue(String.valueOf(error.getMessage()).startsWith("reason must "), error::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a\u00a0b", "größer 日本 \ud83d\udc69\u200d\ud83d\udd2c"})
  void check_oneLine_isAccepted(String reason) {
    assertDoesNotThrow(() -> check("retail", reason));
  }

  @Test
  void check_noModelName_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> check("Retail", "go"));
  }

  private static void check(String model, String reason) {
    DeploymentRules.check(NewDeployment.champion(model, 1, 0, "ann", reason));
  }
}
