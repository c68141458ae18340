package perennial.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OptimiserTest {
  /** Rosenbrock's valley, least at (1, 1). */
  private static double rosenbrock(double[] p, double[] gradient) {
    double valley = p[1] - p[0] * p[0];
    gradient[0] = -400 * p[0] * valley - 2 * (1 - p[0]);
    gradient[1] = 200 * valley;
    return 100 * valley * valley + (1 - p[0]) * (1 - p[0]);
  }

  @Test
  void minimize_rosenbrock_findsMinimum() {
    Optimum found =
        new QuasiNewton(OptimiserTest::rosenbrock, 200, 1e-9).minimize(new double[] {-1.2, 1});
    assertArrayEquals(new double[] {1, 1}, found.point(), 1e-7);
    assertTrue(found.gradientNorm() <= 1e-9);
  }

  @Test
  void polish_nearMinimum_doublesDigits() {
    Optimum near = Optimum.at(OptimiserTest::rosenbrock, new double[] {1.01, 1.019});
    Optimum found = Newton.polish(OptimiserTest::rosenbrock, near, 1e-12);
    assertArrayEquals(new double[] {1, 1}, found.point(), 1e-11);
  }

  @Test
  void polish_saddlePoint_goesDownhill() {
    Objective saddle =
        (p, gradient) -> {
          gradient[0] = 2 * p[0];
          gradient[1] = -2 * p[1] + 4 * p[1] * p[1] * p[1];
          return p[0] * p[0] - p[1] * p[1] + Math.pow(p[1], 4);
        };
    Optimum found = Newton.polish(saddle, Optimum.at(saddle, new double[] {0.1, 0.01}), 1e-10);
    assertEquals(Math.sqrt(0.5), Math.abs(found.point()[1]), 1e-8);
  }

  @Test
  void minimize_undefinedBeyondABorder_staysInside() {
    Objective logarithm =
        (p, gradient) -> {
          gradient[0] = 1 - 0.01 / p[0];
          return p[0] - 0.01 * Math.log(p[0]); // NaN below 0
        };
    Optimum found = new QuasiNewton(logarithm, 200, 1e-10).minimize(new double[] {3});
    assertEquals(0.01, found.point()[0], 1e-9);
  }

  @Test
  void curvature_quadratic_isItsMatrix() {
    Objective quadratic =
        (p, gradient) -> {
          gradient[0] = 4 * p[0] + p[1];
          gradient[1] = p[0] + 2 * p[1];
          return 2 * p[0] * p[0] + p[0] * p[1] + p[1] * p[1];
        };
    Curvature curvature = Curvature.of(quadratic, new double[] {0.3, -2});
    assertEquals(3 - Math.sqrt(2), curvature.smallest(), 1e-10);
    assertEquals((3 + Math.sqrt(2)) / (3 - Math.sqrt(2)), curvature.condition(), 1e-9);
    assertArrayEquals(new double[] {2 / 7.0, -1 / 7.0}, curvature.inverse()[0], 1e-10);
  }
}
