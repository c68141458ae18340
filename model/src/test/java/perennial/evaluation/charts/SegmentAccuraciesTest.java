package perennial.evaluation.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.Segment;

class SegmentAccuraciesTest {
  private static final int CUSTOMERS = 1000;

  @Test
  void byLifecycle_customers_areInTheirSegments() {
    double[] tenure = new double[CUSTOMERS];
    double[] silent = new double[CUSTOMERS];
    double[] predicted = new double[CUSTOMERS];
    double[] actual = new double[CUSTOMERS];
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < CUSTOMERS; i++) {
      boolean loyal = i < 300;
      tenure[i] = loyal ? 400 : 60;
      silent[i] = loyal ? 200 : 10;
      predicted[i] = loyal ? 2 : 1;
      actual[i] = loyal ? 1 : random.nextInt(3); // 1 on average
    }
    List<SegmentAccuracy> found =
        new SegmentAccuracies(predicted, actual, MonitoringSettings.DEFAULT)
            .byLifecycle(tenure, silent)
            .list();
    assertEquals(1 + 4 + 4 + 16, found.size());
    assertEquals(CUSTOMERS, of(found, Segment.ALL).customers());
    SegmentAccuracy loyal = of(found, new Segment("stage", "Loyal"));
    assertEquals(300, loyal.customers());
    assertEquals(1, loyal.bias());
    assertEquals(1, loyal.biasLow());
    assertEquals(1, loyal.mae());
    assertTrue(loyal.enough());
    SegmentAccuracy fresh = of(found, new Segment("stage x status", "New / Active"));
    assertEquals(700, fresh.customers());
    assertTrue(fresh.biasLow() < 0 && fresh.biasHigh() > 0, fresh::toString);
    assertTrue(fresh.maeLow() < fresh.mae() && fresh.mae() < fresh.maeHigh(), fresh::toString);
    SegmentAccuracy nobody = of(found, new Segment("stage", "Growing"));
    assertEquals(0, nobody.customers());
    assertFalse(nobody.enough());
  }

  @Test
  void by_fact_hasTheLargestValuesAndMarksTheSmall() {
    double[] predicted = new double[CUSTOMERS];
    String[] market = new String[CUSTOMERS];
    Arrays.setAll(market, i -> i < 600 ? "de" : i < 900 ? "fr" : "m" + i % 20);
    List<SegmentAccuracy> found =
        new SegmentAccuracies(predicted, predicted, MonitoringSettings.DEFAULT)
            .by("market", market)
            .list();
    assertEquals(12, found.size());
    assertEquals(new Segment("market", "de"), found.getFirst().segment());
    assertTrue(found.get(1).enough());
    assertFalse(found.get(2).enough());
  }

  @Test
  void of_differentLengths_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SegmentAccuracies(new double[2], new double[3], MonitoringSettings.DEFAULT));
  }

  private static SegmentAccuracy of(List<SegmentAccuracy> all, Segment segment) {
    return all.stream().filter(s -> s.segment().equals(segment)).findFirst().orElseThrow();
  }
}
