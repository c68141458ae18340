package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentRatesTest {
  @Test
  void parse_wrongRates_areNamed() {
    for (String wrong : List.of("active", "aktive=0.1", "active=x", "active=11", "active=NaN")) {
      assertThrows(IllegalArgumentException.class, () -> SegmentRates.parse(wrong), wrong);
    }
    assertThrows(IllegalArgumentException.class, () -> SegmentRates.parse("active=0.1,active=0.2"));
    assertTrue(SegmentRates.parse("").isEmpty());
    assertEquals(
        Map.of(SegmentRates.Segment.LAGGING, 0.5), SegmentRates.parse(" lagging = 0.5 ").rates());
  }
}
