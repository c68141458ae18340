package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "retail", "retail-2", "r--"})
  void require_good_returnsIt(String name) {
    assertEquals(name, ModelName.require(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Retail", "2retail", "-a", "a.b", "a_b", "a b", "é", "a\n", "re\0tail"})
  void require_bad_isRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> ModelName.require(name));
  }

  @Test
  void require_length_isLimited() {
    assertEquals(63, ModelName.require("a".repeat(63)).length());
    assertThrows(IllegalArgumentException.class, () -> ModelName.require("a".repeat(64)));
  }

  @Test
  void require_lineBreak_isNotInTheMessage() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> ModelName.require("a\nERROR forged"));
    assertFalse(error.toString().contains("\n"), error::toString);
  }
}
