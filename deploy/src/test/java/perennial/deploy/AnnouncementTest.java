package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines that people paste. */
class AnnouncementTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1:9090",
    "0.0.0.0, 127.0.0.1:9090",
    "::, [::1]:9090",
    "::1, [::1]:9090",
    "clv.internal, clv.internal:9090"
  })
  void address_ofAnyBind_canBeCalled(String bind, String address) {
    assertEquals(address, Announcement.address(bind, 9090));
  }
}
