package perennial.evaluation.charts;

/**
 * The customers with the highest predictions, and what they did.
 *
 * @param customers share of all customers, in {@code (0, 1]}
 * @param captured share that they have of everything, in {@code [0, 1]}; 0.1 of customers picked at
 *     random have 0.1
 * @param best the share of as many customers under a perfect ranking
 */
public record GainPoint(double customers, double captured, double best) {
  /** How many times as much these customers did as as many picked at random. */
  public double lift() {
    return captured / customers;
  }
}
