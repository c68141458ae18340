package perennial.server.serving;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import perennial.model.ClvModel;
import perennial.model.GoldenPrediction;
import perennial.uncertainty.PredictionIntervals;

/**
 * Lets the compiler see a model family's code before calls need it. One version of a family is
 * enough for all of them in this process. For one thread.
 *
 * <p>A model that nothing answers for yet is answered cold: its callers wait, and the family is
 * warmed up when it answers. All else is warmed up before it answers. Either is done in slices with
 * pauses, since calls are being answered: a thread that computes for hundreds of milliseconds takes
 * a processor from them.
 */
final class WarmUp {
  private static final int PREDICTIONS = 3_000;
  private static final int FEW = 2; // the version's own lazily made values
  private static final double LEVEL = 0.9;

  /** For the predictions, and again for those with intervals. */
  private static final long WORK_NANOS = 60_000_000;

  private static final long SLICE_NANOS = 500_000;
  private static final long PAUSE_NANOS = 1_500_000;

  private final Set<String> warm = new HashSet<>();
  private final Map<String, Version> cold = new TreeMap<>(); // by family

  /** A version and what to predict with it. */
  record Version(ClvModel model, PredictionIntervals intervals, List<GoldenPrediction> goldens) {
    private void predict(GoldenPrediction golden) {
      var unused = model.predict(golden.history(), golden.horizons());
    }

    private void predictIntervals(GoldenPrediction golden) {
      var unused = intervals.predict(golden.history(), golden.horizons(), LEVEL);
    }
  }

  /**
   * Predicts until the code is warm.
   *
   * @return predictions made, those with intervals included
   */
  int run(Version version) {
    return predict(version, isWarm(version) ? FEW : PREDICTIONS);
  }

  /**
   * Predicts a few times without intervals, and leaves the rest to {@link #rest}.
   *
   * @return as {@link #run}
   */
  int begin(Version version) {
    if (!isWarm(version)) {
      cold.putIfAbsent(version.model().family(), version);
    }
    return work(version::predict, version.goldens(), FEW);
  }

  /**
   * Makes warm what was only begun.
   *
   * @return as {@link #run}
   */
  int rest() {
    int done = 0;
    for (Version version : List.copyOf(cold.values())) {
      done += run(version);
    }
    return done;
  }

  private boolean isWarm(Version version) {
    return warm.contains(version.model().family());
  }

  private int predict(Version version, int most) {
    int done =
        work(version::predict, version.goldens(), most)
            + work(version::predictIntervals, version.goldens(), most);
    if (most > FEW) {
      warm.add(version.model().family());
      cold.remove(version.model().family());
    }
    return done;
  }

  private static int work(
      Consumer<GoldenPrediction> step, List<GoldenPrediction> goldens, int most) {
    long left = WORK_NANOS;
    int done = 0;
    while (done < most && left > 0) {
      long start = System.nanoTime();
      long worked = 0;
      while (done < most && worked < SLICE_NANOS) {
        step.accept(goldens.get(done++ % goldens.size()));
        worked = System.nanoTime() - start;
      }
      left -= worked;
      if (done < most) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return done;
  }
}
