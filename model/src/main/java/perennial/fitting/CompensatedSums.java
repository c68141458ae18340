package perennial.fitting;

/** Several running sums by Neumaier's method: the error does not grow with the number of terms. */
final class CompensatedSums {
  private final double[] sums;
  private final double[] corrections;

  CompensatedSums(int count) {
    sums = new double[count];
    corrections = new double[count];
  }

  void add(int which, double term) {
    double old = sums[which];
    double sum = old + term;
    corrections[which] += Math.abs(old) >= Math.abs(term) ? (old - sum) + term : (term - sum) + old;
    sums[which] = sum;
  }

  double sum(int which) {
    return sums[which] + corrections[which];
  }
}
