package perennial.math;

/** The Gauss-Legendre rule with 16 nodes on {@code [-1, 1]}, exact for polynomials to degree 31. */
public final class GaussLegendre {
  /** Number of nodes. */
  public static final int NODES = 16;

  private static final double[] HALF_NODES = {
    0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438,
    0.755404408355003, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499
  };
  private static final double[] HALF_WEIGHTS = {
    0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674,
    0.12462897125553388, 0.09515851168249279, 0.062253523938647894, 0.027152459411754096
  };

  private GaussLegendre() {}

  /** Node {@code i} of {@link #NODES}, ascending. */
  public static double node(int i) {
    return i < 8 ? -HALF_NODES[7 - i] : HALF_NODES[i - 8];
  }

  /** Weight of node {@code i}; the weights sum to 2. */
  public static double weight(int i) {
    return i < 8 ? HALF_WEIGHTS[7 - i] : HALF_WEIGHTS[i - 8];
  }
}
