package perennial.server.serving;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import perennial.model.ClvModel;
import perennial.model.GoldenPrediction;
import perennial.uncertainty.PredictionIntervals;

/**
 * Lets the compiler see a model family's code before calls need it. One version of a family is
 * enough for all of them in this process. For one thread.
 *
 * <p>The first family has the processors for itself, since nothing is answered before it. A later
 * one works in slices with pauses: calls are being answered, and a thread that computes for
 * hundreds of milliseconds takes a processor from them.
 */
final class WarmUp {
  private static final int PREDICTIONS = 3_000;
  private static final int FEW = 8; // the version's own lazily made values
  private static final double LEVEL = 0.9;

  /** For the predictions, and again for those with intervals. */
  private static final long WORK_NANOS = 300_000_000;

  private static final long GENTLE_WORK_NANOS = 60_000_000;
  private static final long SLICE_NANOS = 500_000;
  private static final long PAUSE_NANOS = 1_500_000;

  private final Set<String> warm = new HashSet<>();

  /**
   * Predicts until the code is warm.
   *
   * @return predictions made, those with intervals included
   */
  int run(ClvModel model, PredictionIntervals intervals, List<GoldenPrediction> goldens) {
    boolean first = warm.isEmpty();
    boolean known = !warm.add(model.family());
    Consumer<GoldenPrediction> predict =
        golden -> {
          var unused = model.predict(golden.history(), golden.horizons());
        };
    Consumer<GoldenPrediction> predictIntervals =
        golden -> {
          var unused = intervals.predict(golden.history(), golden.horizons(), LEVEL);
        };
    int most = known ? FEW : PREDICTIONS;
    return work(predict, goldens, most, first) + work(predictIntervals, goldens, most, first);
  }

  private static int work(
      Consumer<GoldenPrediction> step, List<GoldenPrediction> goldens, int most, boolean first) {
    long left = first ? WORK_NANOS : GENTLE_WORK_NANOS;
    long slice = first ? WORK_NANOS : SLICE_NANOS;
    int done = 0;
    while (done < most && left > 0) {
      long start = System.nanoTime();
      long worked = 0;
      while (done < most && worked < slice) {
        step.accept(goldens.get(done++ % goldens.size()));
        worked = System.nanoTime() - start;
      }
      left -= worked;
      if (!first) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return done;
  }
}
