package perennial.math;

/** The positive terms of a sum over whole numbers, as a smooth function with at most one peak. */
public interface SmoothTerms {
  /** Logarithm of the term at any real {@code j} between the ends of the sum. */
  double log(double j);

  /** The term at {@code j + 1} over that at {@code j}. */
  double ratio(double j);
}
