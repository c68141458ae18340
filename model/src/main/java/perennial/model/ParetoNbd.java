package perennial.model;

import java.util.List;

/**
 * Pareto/NBD: as {@link Nbd}, until the customer leaves at a time that has nothing to do with
 * purchases, exponential at a rate that varies by Gamma(s, beta) over customers.
 *
 * <p>Schmittlein, Morrison and Colombo (1987), Counting your customers: who are they and what will
 * they do next?, Management Science 33(1), 1-24; Fader and Hardie (2005), A note on deriving the
 * Pareto/NBD model and related expressions. Their Gauss functions are integrals of positive powers
 * here, which neither overflow nor cancel nor need a case for {@code alpha = beta}:
 * docs/pareto-nbd.md.
 *
 * @param r shape of the purchase rate, {@code > 0}
 * @param alpha its scale, in units of time, {@code > 0}
 * @param s shape of the dropout rate, {@code > 0}
 * @param beta its scale, in units of time, {@code > 0}
 */
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

  /**
   * Logarithm of {@code Gamma(r+x)/Gamma(r) alpha^r beta^s [(alpha+T)^-(r+x) (beta+T)^-s + s times
   * the integral of (alpha+u)^-(r+x) (beta+u)^-(s+1) over u in (tx, T)]}.
   */
  @Override
  public double logLikelihood(int x, double tx, double T) {
    return new ParetoHistory(this).of(x, tx, T).logLikelihood();
  }

  /** The share of the first term in the bracket of {@link #logLikelihood}. */
  @Override
  public double probabilityAlive(int x, double tx, double T) {
    return new ParetoHistory(this).of(x, tx, T).probabilityAlive();
  }

  /**
   * Its CET is {@code (r+x)(beta+T)/((alpha+T)(s-1)) [1 - ((beta+T)/(beta+T+t))^(s-1)] P(alive)},
   * and the limit at {@code s = 1}.
   */
  @Override
  public Future future(int x, double tx, double T) {
    Arguments.requireHistory(x, tx, T);
    return new ParetoFuture(r + x, alpha + T, s, beta + T);
  }

  @Override
  public PurchaseModel withEffects(double rate, double dropout) {
    return new ParetoNbd(r, alpha * Math.exp(-rate), s, beta * Math.exp(-dropout));
  }

  @Override
  public boolean futureNeedsRecency() {
    return false;
  }
}
