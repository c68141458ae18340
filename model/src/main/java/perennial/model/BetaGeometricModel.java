package perennial.model;

/**
 * The families in which a customer may leave after each purchase, with purchases in between NBD.
 */
public sealed interface BetaGeometricModel extends PurchaseModel, CovariateModel
    permits BgNbd, MbgNbd {
  @Override
  default boolean futureNeedsRecency() {
    return false;
  }
}
