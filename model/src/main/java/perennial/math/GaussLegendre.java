package perennial.math;

/** The Gauss-Legendre rule with 16 nodes on {@code [-1, 1]}, exact for polynomials to degree 31. */
public final class GaussLegendre {
  /** Number of nodes. */
  public static final int NODES = 16;

  private static final double[] HALF_NODES = {
    0.095012509837637440185, 0.28160355077925891323, 0.45801677765722738634, 0.61787624440264374845,
    0.75540440835500303390, 0.86563120238783174388, 0.94457502307323257608, 0.98940093499164993260
  };
  private static final double[] HALF_WEIGHTS = {
    0.18945061045506849629, 0.18260341504492358887, 0.16915651939500253819, 0.14959598881657673208,
    0.12462897125553387205, 0.095158511682492784810, 0.062253523938647892863,
        0.027152459411754094852
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
