package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import perennial.model.Prediction;
import perennial.server.TestModels;

class PredictionCacheTest {
  @Test
  void predict_otherVersion_neverAnswersWithTheOldOnes() {
    PredictionCache cache =
        new PredictionCache(1 << 20, Duration.ofHours(1), Ticker.systemTicker());
    ServedVersion one = CustomerPredictionsCase.version(TestModels.model(1), 1);
    ServedVersion two = CustomerPredictionsCase.version(TestModels.model(2), 2);
    for (int i = 0; i < 200; i++) {
      var history = TestModels.history(i);
      Prediction old =
          cache.predict(
              one, history, CustomerPredictionsCase.QUERY.horizons(), 0, one.clvModel().terms());
      Prediction now =
          cache.predict(
              two, history, CustomerPredictionsCase.QUERY.horizons(), 0, two.clvModel().terms());
      assertNotEquals(old, now);
      assertEquals(
          TestModels.model(2).predict(history, CustomerPredictionsCase.QUERY.horizons()), now);
    }
  }

  @Test
  void predict_afterTheSetting_computesAnew() {
    long[] now = {0};
    PredictionCache cache = new PredictionCache(1 << 20, Duration.ofSeconds(10), () -> now[0]);
    ServedVersion version = CustomerPredictionsCase.version(TestModels.model(1), 1);
    Prediction first = predicted(cache, version);
    now[0] = Duration.ofSeconds(9).toNanos();
    assertSame(first, predicted(cache, version));
    now[0] = Duration.ofSeconds(11).toNanos();
    Prediction second = predicted(cache, version);
    assertEquals(first, second);
    assertNotSame(first, second);
  }

  private static Prediction predicted(PredictionCache cache, ServedVersion version) {
    return cache.predict(
        version,
        TestModels.CUSTOMER,
        CustomerPredictionsCase.QUERY.horizons(),
        0,
        version.clvModel().terms());
  }
}
