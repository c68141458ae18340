package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import perennial.model.ClvModel;
import perennial.model.GoldenPrediction;
import perennial.model.GoldenPredictions;
import perennial.server.TestModels;
import perennial.uncertainty.PredictionIntervals;

class WarmUpTest {
  private final WarmUp warmUp = new WarmUp();

  @Test
  void run_secondVersionOfAFamily_hardlyTakesTheProcessorFromTheCalls() {
    int first = run(TestModels.model(1));
    int second = run(TestModels.model(2));
    assertTrue(first > 500, first + " predictions");
    assertTrue(second <= 16, second + " predictions, though the code was warm");
  }

  private int run(ClvModel model) {
    List<GoldenPrediction> goldens = GoldenPredictions.of(model);
    return warmUp.run(model, PredictionIntervals.of(model), goldens);
  }
}
