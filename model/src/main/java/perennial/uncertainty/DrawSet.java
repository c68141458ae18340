package perennial.uncertainty;

import perennial.math.NormalPoints;
import perennial.model.BtydModel;

/** Draws of all parameters of a model. */
record DrawSet(PurchaseDraws purchases, SpendDraws spend) {

  /**
   * @param count a power of two
   */
  static DrawSet of(BtydModel model, int count) {
    int purchases = PurchaseDraws.dimension(model);
    double[][] points = NormalPoints.of(count, purchases + SpendDraws.dimension(model.spend()));
    return new DrawSet(
        new PurchaseDraws(model, points),
        new SpendDraws(
            model.spend(), model.spendCovariance(), model.spendOrders(), points, purchases));
  }
}
