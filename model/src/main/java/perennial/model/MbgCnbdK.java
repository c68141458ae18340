package perennial.model;

import java.util.List;

/** MBG/CNBD-k: {@link MbgNbd} with Erlang-k times between purchases. */
public record MbgCnbdK(int k, double r, double alpha, double a, double b) implements ErlangModel {
  /**
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  public MbgCnbdK {
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
    return "mbg-cnbd-k";
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
  public MbgCnbdK withParameters(double[] parameters) {
    Arguments.requireCount("mbg-cnbd-k", parameters, 4);
    return new MbgCnbdK(k, parameters[0], parameters[1], parameters[2], parameters[3]);
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
