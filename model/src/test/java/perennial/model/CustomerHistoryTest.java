package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerHistoryTest {
  @ParameterizedTest
  @CsvSource({"1000001, 1000001", "5e12, 5000000000000", "5e15, 5.0E15", "-5e15, -5.0E15"})
  void of_countOutOfRange_namesWhatWasSent(double count, String shown) {
    var error = assertThrows(IllegalHistory.class, () -> CustomerHistory.of(count, 1, 2, 3));
    assertEquals("repeat_purchases " + shown + " must be in [0, 1000000]", error.getMessage());
  }
}
