package perennial.trainer.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import perennial.trainer.TrainingProgress;

/** Progress on standard error: a bar per step on a terminal, a line per step in a pipe. */
public final class Progress implements TrainingProgress, AutoCloseable {
  private final PrintWriter err;
  private final boolean terminal;
  private String step = "";
  private @Nullable ProgressBar bar;

  private Progress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** Progress on this writer. */
  public static Progress on(PrintWriter err) {
    java.io.Console console = System.console();
    return new Progress(err, console != null && console.isTerminal());
  }

  @Override
  public void at(String newStep, long done, long total) {
    if (!newStep.equals(step)) {
      step = newStep;
      begin(total);
    }
    if (bar != null) {
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
      err.println(step);
      err.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
