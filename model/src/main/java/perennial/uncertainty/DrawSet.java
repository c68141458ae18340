package perennial.uncertainty;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import perennial.math.NormalPoints;
import perennial.model.BtydModel;

/** Draws of all parameters of a model. */
record DrawSet(PurchaseDraws purchases, SpendDraws spend) {
  private static final int REMEMBERED_DIMENSIONS = 16; // more come with covariates

  /** Never changed; the same for all models of a size, and made by each version that is loaded. */
  private static final Map<Size, double[][]> POINTS = new ConcurrentHashMap<>();

  private record Size(int count, int dimension) {}

  /**
   * @param count a power of two; one of few, since their points are remembered
   */
  static DrawSet of(BtydModel model, int count) {
    int purchases = PurchaseDraws.dimension(model);
    double[][] points = points(count, purchases + SpendDraws.dimension(model.spend()));
    return new DrawSet(
        new PurchaseDraws(model, points),
        new SpendDraws(
            model.spend(), model.spendCovariance(), model.spendOrders(), points, purchases));
  }

  private static double[][] points(int count, int dimension) {
    return dimension > REMEMBERED_DIMENSIONS
        ? NormalPoints.of(count, dimension)
        : POINTS.computeIfAbsent(
            new Size(count, dimension), size -> NormalPoints.of(size.count, size.dimension));
  }
}
