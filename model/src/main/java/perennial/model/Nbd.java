package perennial.model;

import java.util.List;

/** NBD: purchases at a rate that varies by Gamma(r, alpha) over customers, who never leave. */
public record Nbd(double r, double alpha) implements PurchaseModel {
  /**
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  public Nbd {
    Arguments.requireParameter("r", r);
    Arguments.requireParameter("alpha", alpha);
  }

  @Override
  public String family() {
    return "nbd";
  }

  @Override
  public List<String> parameterNames() {
    return List.of("r", "alpha");
  }

  @Override
  public double[] parameters() {
    return new double[] {r, alpha};
  }

  @Override
  public Nbd withParameters(double[] parameters) {
    Arguments.requireCount("nbd", parameters, 2);
    return new Nbd(parameters[0], parameters[1]);
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
