package perennial.model;

import java.util.List;
import perennial.math.GammaFunctions;

/**
 * NBD: purchases at a rate that varies by Gamma(r, alpha) over customers, who never leave. The
 * baseline that the other families are judged by.
 *
 * <p>Ehrenberg (1959), The pattern of consumer purchases, Applied Statistics 8(1), 26-41; in the
 * timing form, Schmittlein, Morrison and Colombo (1987), Management Science 33(1), 1-24.
 *
 * @param r shape of the purchase rate, {@code > 0}
 * @param alpha its scale, in units of time, {@code > 0}
 */
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

  /** Logarithm of {@code Gamma(r+x)/Gamma(r) alpha^r (alpha+T)^-(r+x)}; tx says nothing here. */
  @Override
  public double logLikelihood(int x, double tx, double T) {
    Arguments.requireHistory(x, tx, T);
    double none = -r * Math.log1p(T / alpha);
    return x == 0 ? none : GammaFunctions.logGammaRatio(r, x) + none - x * Math.log(alpha + T);
  }

  /** 1: nobody leaves. */
  @Override
  public double probabilityAlive(int x, double tx, double T) {
    Arguments.requireHistory(x, tx, T);
    return 1;
  }

  /** Its CET is {@code (r+x)/(alpha+T) t}. */
  @Override
  public Future future(int x, double tx, double T) {
    Arguments.requireHistory(x, tx, T);
    return new NbdFuture(r + x, alpha + T);
  }

  @Override
  public boolean futureNeedsRecency() {
    return false;
  }
}
