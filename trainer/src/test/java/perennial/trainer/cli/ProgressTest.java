package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final AtomicLong now = new AtomicLong();
  private final StringWriter said = new StringWriter();
  private final Progress progress = new Progress(new PrintWriter(said), false, now::get);

  private void after(int seconds, long done) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    progress.at("loading", done, 5_000_000);
  }

  @Test
  void at_inAPipe_isALineAStepAndOneNowAndThen() {
    progress.at("reading sales.csv", 0, 1);
    progress.at("reading sales.csv", 1, 1);
    after(0, 0);
    after(4, 20_000);
    after(7, 1_200_000);
    after(3, 1_300_000);
    after(30, 4_000_000);
    after(30, 5_000_000);
    assertEquals(
        List.of(
            "reading sales.csv",
            "loading",
            "loading: 1,200,000 of 5,000,000",
            "loading: 4,000,000 of 5,000,000"),
        said.toString().lines().toList());
  }
}
