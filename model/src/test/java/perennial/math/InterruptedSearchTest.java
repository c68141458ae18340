package perennial.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterruptedSearchTest {
  @Test
  void minimize_threadInterrupted_endsAtTheNextEvaluation() {
    AtomicInteger evaluations = new AtomicInteger();
    Objective valley =
        (point, gradient) -> {
          if (evaluations.incrementAndGet() == 3) {
            Thread.currentThread().interrupt();
          }
          gradient[0] = 4 * Math.pow(point[0], 3);
          return Math.pow(point[0], 4);
        };
    assertThrows(
        CancellationException.class,
        () -> new QuasiNewton(valley, 100, 1e-12).minimize(new double[] {3}));
    assertEquals(3, evaluations.get());
    assertTrue(Thread.interrupted(), "the interrupt stays for whoever is outside");
  }
}
