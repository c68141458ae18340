package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import perennial.model.ClvModel;
import perennial.model.GoldenPredictions;
import perennial.server.TestModels;
import perennial.uncertainty.PredictionIntervals;

class WarmUpTest {
  private final WarmUp warmUp = new WarmUp();

  @Test
  void run_secondVersionOfAFamily_hardlyTakesTheProcessorFromTheCalls() {
    int first = warmUp.run(version(1));
    int second = warmUp.run(version(2));
    assertTrue(first > 500, first + " predictions");
    assertTrue(second <= 16, second + " predictions, though the code was warm");
  }

  @Test
  void begin_nothingAnswersYet_leavesTheMostForLater() {
    int first = warmUp.begin(version(1));
    assertTrue(first <= 8, first + " predictions, and callers waited for them");
    int rest = warmUp.rest();
    assertTrue(rest > 500, rest + " predictions");
    assertEquals(0, warmUp.rest());
    assertTrue(warmUp.begin(version(2)) + warmUp.rest() <= 16, "the code was warm");
  }

  @Test
  void run_familyThatWasOnlyBegun_leavesNothingForLater() {
    int unused = warmUp.begin(version(1));
    assertTrue(warmUp.run(version(2)) > 500);
    assertEquals(0, warmUp.rest());
  }

  private static WarmUp.Version version(long number) {
    ClvModel model = TestModels.model(number);
    return new WarmUp.Version(model, PredictionIntervals.of(model), GoldenPredictions.of(model));
  }
}
