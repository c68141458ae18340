package perennial.model;

import java.util.List;

/** sBG: at each renewal a customer leaves with a probability that varies by Beta(alpha, beta). */
public record Sbg(double alpha, double beta) implements ContractModel {
  /**
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  public Sbg {
    Arguments.requireParameter("alpha", alpha);
    Arguments.requireParameter("beta", beta);
  }

  @Override
  public String family() {
    return "sbg";
  }

  @Override
  public List<String> parameterNames() {
    return List.of("alpha", "beta");
  }

  @Override
  public double[] parameters() {
    return new double[] {alpha, beta};
  }

  @Override
  public Sbg withParameters(double[] parameters) {
    Arguments.requireCount("sbg", parameters, 2);
    return new Sbg(parameters[0], parameters[1]);
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

  @Override
  public double survival(int t) {
    throw new UnsupportedOperationException();
  }
}
