package perennial.model;

import java.util.List;

/**
 * BG/CNBD-k: {@link BgNbd} with Erlang-k times between purchases, for customers who buy more
 * regularly than at random. At {@code k = 1} it is that model.
 *
 * <p>Platzer and Reutterer (2016), Marketing Science 35(5), 779-799; Reutterer, Platzer and
 * Schroeder (2021), International Journal of Research in Marketing 38(1), 194-215.
 *
 * @param k every k-th event of a customer's Poisson process is a purchase, in [1, 12]
 * @param r shape of the rate of these events, {@code > 0}
 * @param alpha its scale, in units of time, {@code > 0}; a customer buys at the rate over k
 * @param a first shape of the dropout probability, {@code > 0}
 * @param b second one, {@code > 0}
 */
public record BgCnbdK(int k, double r, double alpha, double a, double b) implements ErlangModel {
  /**
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  public BgCnbdK {
    if (k < 1 || k > MAX_K) {
      throw new IllegalArgumentException("k %d must be in [1, %d]".formatted(k, MAX_K));
    }
    Arguments.requireParameter("r", r);
    Arguments.requireParameter("alpha", alpha);
    Arguments.requireParameter("a", a);
    Arguments.requireParameter("b", b);
  }

  @Override
  public String family() {
    return "bg-cnbd-k";
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
  public BgCnbdK withParameters(double[] parameters) {
    Arguments.requireCount("bg-cnbd-k", parameters, 4);
    return new BgCnbdK(k, parameters[0], parameters[1], parameters[2], parameters[3]);
  }

  /**
   * Without {@code (k-1)} times the sum of the logarithms of all times between purchases, which is
   * one number of the whole data whatever the parameters: a fit adds it.
   */
  @Override
  public double logLikelihood(int x, double tx, double T) {
    return Erlang.of(this).logLikelihood(x, tx, T);
  }

  /** Fewer than k sub-events since tx by one who stayed, against having left at tx. */
  @Override
  public double probabilityAlive(int x, double tx, double T) {
    return Erlang.of(this).probabilityAlive(x, tx, T);
  }

  /** Its CET is a series of positive terms. */
  @Override
  public Future future(int x, double tx, double T) {
    return Erlang.of(this).future(x, tx, T);
  }
}
