package perennial.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How figures are written. */
final class FormatsTest {
  @ParameterizedTest
  @CsvSource({
    "0.384, +38.4~%",
    "-0.071, −7.1~%",
    "-0.0003, 0.0~%",
    "0.0003, 0.0~%",
    "0, 0.0~%",
    "-0.0, 0.0~%"
  })
  void signedPercent_ofNothing_hasNoSign(double share, String text) {
    assertEquals(text, Formats.signedPercent(share).replace('\u00a0', '~'));
  }

  @ParameterizedTest
  @CsvSource({"-72.51, −$73", "0.8, +$1", "0.3, $0", "-0.3, $0", "-12293.4, '−$12,293'"})
  void signedWholeMoney_hasNoCents(double amount, String text) {
    assertEquals(text, Formats.signedWholeMoney(amount, "USD"));
  }
}
