package perennial.model;

import java.util.List;

public record MbgNbd(double r, double alpha, double a, double b) implements PurchaseModel {
  @Override
  public String family() {
    return "mbg-nbd";
  }

  @Override
  public List<String> parameterNames() {
    return List.of("r", "alpha", "a", "b");
  }

  @Override
  public double[] parameters() {
    return new double[] {r, alpha, a, b};
  }

  @Override
  public double logLikelihood(int x, double tx, double T) {
    throw new UnsupportedOperationException();
  }

  @Override
  public double probabilityAlive(int x, double tx, double T) {
    throw new UnsupportedOperationException();
  }

  @Override
  public double expectedPurchases(int x, double tx, double T, double t) {
    throw new UnsupportedOperationException();
  }
}
