package perennial.model;

import java.util.List;

/** BG/CNBD-k: {@link BgNbd} with Erlang-k times between purchases. */
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
