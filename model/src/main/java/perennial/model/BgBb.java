package perennial.model;

import java.util.List;

/** BG/BB: at each opportunity a customer buys, or not, or has left. */
public record BgBb(double alpha, double beta, double gamma, double delta) implements PurchaseModel {
  /**
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  public BgBb {
    Arguments.requireParameter("alpha", alpha);
    Arguments.requireParameter("beta", beta);
    Arguments.requireParameter("gamma", gamma);
    Arguments.requireParameter("delta", delta);
  }

  @Override
  public String family() {
    return "bg-bb";
  }

  @Override
  public List<String> parameterNames() {
    return List.of("alpha", "beta", "gamma", "delta");
  }

  @Override
  public double[] parameters() {
    return new double[] {alpha, beta, gamma, delta};
  }

  @Override
  public BgBb withParameters(double[] parameters) {
    Arguments.requireCount("bg-bb", parameters, 4);
    return new BgBb(parameters[0], parameters[1], parameters[2], parameters[3]);
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
  public Future future(int x, double tx, double T) {
    throw new UnsupportedOperationException();
  }
}
