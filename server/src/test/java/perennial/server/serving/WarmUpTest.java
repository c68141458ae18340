package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import perennial.model.ClvModel;
import perennial.model.GoldenPredictions;
import perennial.server.TestModels;
import perennial.uncertainty.PredictionIntervals;

class WarmUpTest {
  private static final int WARM = 4; // two of each kind, when the family's code is warm

  private final WarmUp warmUp = new WarmUp();

  @Test
  void run_secondVersionOfAFamily_hardlyTakesTheProcessorFromTheCalls() {
    int first = warmUp.run(version(1));
    int second = warmUp.run(version(2));
    assertTrue(first > WARM, first + " predictions"); // how many depends on the processor
    assertTrue(second <= WARM, second + " predictions, though the code was warm");
  }

  @Test
  void begin_nothingAnswersYet_leavesTheMostForLater() {
    int first = warmUp.begin(version(1));
    assertTrue(first <= WARM / 2, first + " predictions, and callers waited for them");
    int rest = warmUp.rest();
    assertTrue(rest > WARM, rest + " predictions");
    assertEquals(0, warmUp.rest());
    assertTrue(warmUp.begin(version(2)) + warmUp.rest() <= WARM, "the code was warm");
  }

  @Test
  void run_familyThatWasOnlyBegun_leavesNothingForLater() {
    int unused = warmUp.begin(version(1));
    assertTrue(warmUp.run(version(2)) > WARM);
    assertEquals(0, warmUp.rest());
  }

  private static WarmUp.Version version(long number) {
    ClvModel model = TestModels.model(number);
    return new WarmUp.Version(model, PredictionIntervals.of(model), GoldenPredictions.of(model));
  }
}
