package perennial.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import perennial.model.Interval;

/**
 * Whether predictive distributions mean what they say, over many customers.
 *
 * <p>Where a distribution function jumps, as at every count, the probability integral transform is
 * drawn at random within the jump; it is then uniform exactly when the distributions are right
 * (Czado, Gneiting and Held 2009, Predictive model assessment for count data, Biometrics 65,
 * 1254-1261). Intervals of discrete numbers hold more than their level, so that their coverage
 * stands beside the one that the model itself implies.
 */
public final class Calibration {
  /** Levels of the central intervals that are judged. */
  private static final double[] LEVELS = {0.5, 0.8, 0.95};

  private static final int BINS = 20;

  /** 95 % point of the Kolmogorov distribution. */
  private static final double KOLMOGOROV = 1.358;

  private final SplittableRandom random;
  private final double[] inside = new double[LEVELS.length];
  private final double[] implied = new double[LEVELS.length];
  private double[] transforms = new double[64];
  private int customers;

  /**
   * @param seed the same seed and customers give the same result
   */
  public Calibration(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Levels of the central intervals that an {@link Outcome} has. */
  public static double[] levels() {
    return LEVELS.clone();
  }

  /**
   * What was predicted of a customer, at what was seen.
   *
   * @param value seen
   * @param below probability of less than it
   * @param upTo probability of it or less
   * @param intervals one per level, with the probability that the model itself puts inside
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  public record Outcome(double value, double below, double upTo, Covered[] intervals) {}

  /**
   * A central interval and the probability inside.
   *
   * @param implied its ends included
   */
  public record Covered(Interval interval, double implied) {}

  /** Adds a customer. */
  public void add(Outcome outcome) {
    if (customers == transforms.length) {
      transforms = Arrays.copyOf(transforms, 2 * customers);
    }
    double jump = Math.max(0, outcome.upTo() - outcome.below());
    transforms[customers++] = Math.clamp(outcome.below() + random.nextDouble() * jump, 0.0, 1.0);
    for (int i = 0; i < LEVELS.length; i++) {
      Covered covered = outcome.intervals()[i];
      boolean holds =
          covered.interval().lower() <= outcome.value()
              && outcome.value() <= covered.interval().upper();
      inside[i] += holds ? 1 : 0;
      implied[i] += covered.implied();
    }
  }

  /**
   * The result.
   *
   * @throws IllegalStateException when there is no customer
   */
  public CalibrationReport report() {
    if (customers == 0) {
      throw new IllegalStateException("no customer to judge");
    }
    double[] sorted = Arrays.copyOf(transforms, customers);
    Arrays.sort(sorted);
    CalibrationReport.Coverage[] coverage = new CalibrationReport.Coverage[LEVELS.length];
    for (int i = 0; i < LEVELS.length; i++) {
      coverage[i] =
          new CalibrationReport.Coverage(LEVELS[i], implied[i] / customers, inside[i] / customers);
    }
    return new CalibrationReport(
        customers,
        distance(sorted),
        KOLMOGOROV / Math.sqrt(customers),
        Arrays.stream(histogram(sorted)).boxed().toList(),
        Arrays.asList(coverage));
  }

  /** The Kolmogorov-Smirnov distance of sorted numbers to the uniform distribution. */
  private static double distance(double[] sorted) {
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double below = (double) i / sorted.length;
      double upTo = (i + 1.0) / sorted.length;
      largest = Math.max(largest, Math.max(upTo - sorted[i], sorted[i] - below));
    }
    return largest;
  }

  private static double[] histogram(double[] sorted) {
    double[] shares = new double[BINS];
    for (double transform : sorted) {
      shares[Math.min(BINS - 1, (int) (transform * BINS))] += 1.0 / sorted.length;
    }
    return shares;
  }
}
