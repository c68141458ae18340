package perennial.monitoring;

/** A mean that stays finite however large the values are: they are never summed. */
final class RunningMean {
  private long count;
  private double mean;

  void add(double value) {
    count++;
    mean += value / count - mean / count;
  }

  /** 0 without a value. */
  double mean() {
    return mean;
  }

  long count() {
    return count;
  }
}
