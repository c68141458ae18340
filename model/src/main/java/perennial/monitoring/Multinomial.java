package perennial.monitoring;

import java.util.random.RandomGenerator;

/** Multinomial counts, drawn bin by bin: each is binomial given those before. */
final class Multinomial {
  private final double[] shares;

  private Multinomial(double[] shares) {
    this.shares = shares;
  }

  /** With the shares of the counts; at least one must be positive. */
  static Multinomial of(double[] counts) {
    return new Multinomial(counts.clone());
  }

  /** With the shares of both sides together. */
  static Multinomial pooled(long[] a, long[] b) {
    double[] counts = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      counts[i] = a[i] + b[i];
    }
    return new Multinomial(counts);
  }

  /** Distributes {@code n} over {@code into}. */
  void draw(long n, long[] into, RandomGenerator random) {
    double rest = 0;
    for (double share : shares) {
      rest += share;
    }
    long left = n;
    for (int i = 0; i < shares.length; i++) {
      double p = rest > 0 ? Math.min(1, shares[i] / rest) : 0;
      into[i] = left > 0 && p > 0 ? BinomialVariates.draw(left, p, random) : 0;
      left -= into[i];
      rest -= shares[i];
    }
  }
}
