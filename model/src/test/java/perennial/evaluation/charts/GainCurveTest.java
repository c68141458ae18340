package perennial.evaluation.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GainCurveTest {

  @Test
  void of_twentyCustomers_isAsByHand() {
    // Ranked perfectly but for the two best: 5 and 10 of 20 customers' 5+10+1*18 = 33.
    double[] predicted = IntStream.range(0, 20).mapToDouble(i -> i).toArray();
    double[] actual = new double[20];
    java.util.Arrays.fill(actual, 1);
    actual[19] = 5;
    actual[18] = 10;
    GainCurve curve = GainCurve.of("purchases", predicted, actual).orElseThrow();
    assertEquals(33, curve.total());
    assertEquals(5 / 33.0, curve.at(0.05).captured(), 1e-7);
    assertEquals(15 / 33.0, curve.at(0.10).captured(), 1e-7);
    assertEquals(10 / 33.0, curve.at(0.05).best(), 1e-7);
    assertEquals(15 / 3.3, curve.at(0.10).lift(), 1e-5);
    assertEquals(1, curve.at(1).captured());
  }

  @Test
  void of_ties_areSharedWhateverTheOrder() {
    double[] constant = new double[7];
    GainCurve curve =
        GainCurve.of("purchases", constant, new double[] {9, 0, 0, 0, 0, 0, 5}).orElseThrow();
    curve.points().forEach(p -> assertEquals(p.customers(), p.captured(), 1e-7));

    double[] tied = {1, 1, 1, 0};
    GainCurve one = GainCurve.of("purchases", tied, new double[] {6, 0, 0, 2}).orElseThrow();
    assertEquals(one, GainCurve.of("purchases", tied, new double[] {0, 0, 6, 2}).orElseThrow());
    assertEquals(6 / 8.0 / 3, one.at(0.25).captured(), 1e-7);
    assertEquals(6 / 8.0 * 2 / 3, one.at(0.5).captured(), 1e-7);
  }

  @Test
  void of_randomCustomers_risesBelowTheBest() {
    SplittableRandom random = new SplittableRandom(4);
    double[] predicted = random.doubles(1003).toArray();
    double[] actual =
        IntStream.range(0, 1003)
            .mapToDouble(i -> random.nextDouble() < predicted[i] ? random.nextInt(9) : 0)
            .toArray();
    GainCurve curve = GainCurve.of("value", predicted, actual).orElseThrow();
    double before = 0;
    for (GainPoint point : curve.points()) {
      assertTrue(point.captured() >= before && point.captured() <= point.best(), point::toString);
      before = point.captured();
    }
    assertTrue(curve.at(0.2).captured() > 0.3);
  }

  @Test
  void of_nothingOrRefundsOnly_isAbsent() {
    assertEquals(Optional.empty(), GainCurve.of("value", new double[] {1, 2}, new double[] {0, 0}));
    assertEquals(
        Optional.empty(), GainCurve.of("value", new double[] {1, 2}, new double[] {0, -3}));
  }

  @Test
  void of_notFinite_namesTheCustomer() {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> GainCurve.of("value", new double[] {1, Double.NaN}, new double[] {0, 1}))
                .getMessage());
    assertTrue(message.contains("customer 1"), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> GainCurve.of("value", new double[] {1}, new double[] {0, 1}));
  }
}
