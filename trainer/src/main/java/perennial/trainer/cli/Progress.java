package perennial.trainer.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import perennial.trainer.TrainingProgress;

/**
 * Progress on standard error: a bar per step on a terminal; in a pipe a line per step, and one now
 * and then while it lasts.
 */
public final class Progress implements TrainingProgress, AutoCloseable {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier ticker;
  private String step = "";

  /** When a line was printed last, by the ticker. */
  private long told;

  private @Nullable ProgressBar bar;

  /**
   * @param ticker nanoseconds that only go on
   */
  Progress(PrintWriter err, boolean terminal, LongSupplier ticker) {
    this.err = err;
    this.terminal = terminal;
    this.ticker = ticker;
  }

  /** Progress on this writer. */
  public static Progress on(PrintWriter err) {
    java.io.Console console = System.console();
    return new Progress(err, console != null && console.isTerminal(), System::nanoTime);
  }

  @Override
  public void at(String newStep, long done, long total) {
    if (!newStep.equals(step)) {
      step = newStep;
      begin(total);
    }
    if (!terminal) {
      tell(done, total);
    } else if (bar != null) {
      bar.stepTo(done);
      if (done >= total) {
        close();
      }
    }
  }

  private void begin(long total) {
    close();
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(step)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
              .setUpdateIntervalMillis(100)
              .build();
    } else {
      say(step);
    }
  }

  private void tell(long done, long total) {
    if (0 < done && done < total && ticker.getAsLong() - told >= BETWEEN_LINES.toNanos()) {
      say("%s: %,d of %,d".formatted(step, done, total));
    }
  }

  private void say(String line) {
    told = ticker.getAsLong();
    err.println(line);
    err.flush();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
