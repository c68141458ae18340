package perennial.model;

import java.util.List;

/** Pareto/NBD: as {@link Nbd}, with a dropout rate that varies by Gamma(s, beta). */
public record ParetoNbd(double r, double alpha, double s, double beta)
    implements PurchaseModel, CovariateModel {
  /**
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  public ParetoNbd {
    Arguments.requireParameter("r", r);
    Arguments.requireParameter("alpha", alpha);
    Arguments.requireParameter("s", s);
    Arguments.requireParameter("beta", beta);
  }

  @Override
  public String family() {
    return "pareto-nbd";
  }

  @Override
  public List<String> parameterNames() {
    return List.of("r", "alpha", "s", "beta");
  }

  @Override
  public double[] parameters() {
    return new double[] {r, alpha, s, beta};
  }

  @Override
  public ParetoNbd withParameters(double[] parameters) {
    Arguments.requireCount("pareto-nbd", parameters, 4);
    return new ParetoNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
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
  public PurchaseModel withEffects(double rate, double dropout) {
    return new ParetoNbd(r, alpha * Math.exp(-rate), s, beta * Math.exp(-dropout));
  }
}
