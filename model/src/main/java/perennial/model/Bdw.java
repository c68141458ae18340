package perennial.model;

import java.util.List;

/** BdW: as {@link Sbg}, with a chance of leaving that changes with tenure by the power c. */
public record Bdw(double alpha, double beta, double c) implements ContractModel {
  /**
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  public Bdw {
    Arguments.requireParameter("alpha", alpha);
    Arguments.requireParameter("beta", beta);
    Arguments.requireParameter("c", c);
  }

  @Override
  public String family() {
    return "bdw";
  }

  @Override
  public List<String> parameterNames() {
    return List.of("alpha", "beta", "c");
  }

  @Override
  public double[] parameters() {
    return new double[] {alpha, beta, c};
  }

  @Override
  public Bdw withParameters(double[] parameters) {
    Arguments.requireCount("bdw", parameters, 3);
    return new Bdw(parameters[0], parameters[1], parameters[2]);
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
