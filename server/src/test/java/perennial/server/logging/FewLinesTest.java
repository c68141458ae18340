package perennial.server.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FewLinesTest {
  private long now = Long.MAX_VALUE - 5; // a clock may wrap
  private final FewLines lines = new FewLines(() -> now);
  private final List<String> written = new ArrayList<>();

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      lines.write(written::add);
    }
  }

  @Test
  void write_fewFailures_areAllTold() {
    fail(FewLines.MOST_A_SECOND);
    now += TimeUnit.SECONDS.toNanos(1);
    fail(FewLines.MOST_A_SECOND);
    assertEquals(2 * FewLines.MOST_A_SECOND, written.size());
    assertEquals(List.of(""), written.stream().distinct().toList());
  }

  @Test
  void write_aFlood_isToldInAFewLinesThatCountTheOthers() {
    fail(3_000);
    assertEquals(FewLines.MOST_A_SECOND, written.size());
    now += TimeUnit.SECONDS.toNanos(1);
    fail(2);
    assertEquals(FewLines.MOST_A_SECOND + 2, written.size());
    assertEquals("; 2980 lines like this were left out", written.get(FewLines.MOST_A_SECOND));
    assertEquals("", written.getLast());
  }
}
