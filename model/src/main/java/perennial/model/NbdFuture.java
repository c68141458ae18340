package perennial.model;

/** A customer who never leaves: purchases are Poisson at a gamma rate. */
final class NbdFuture implements Future {
  @Override
  public void integrate(double t, double rate) {
    throw new UnsupportedOperationException();
  }

  @Override
  public double expected() {
    throw new UnsupportedOperationException();
  }

  @Override
  public double discounted() {
    throw new UnsupportedOperationException();
  }

  @Override
  public double probabilityAliveAt(double t) {
    throw new UnsupportedOperationException();
  }

  @Override
  public double probabilityActive(double t) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int counts(double t, double[] probabilities) {
    throw new UnsupportedOperationException();
  }

  @Override
  public double probabilityAtLeast(int n, double t) {
    throw new UnsupportedOperationException();
  }
}
