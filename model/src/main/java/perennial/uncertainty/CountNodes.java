package perennial.uncertainty;

import java.util.Arrays;

/**
 * A distribution of counts as few points as their sum of spends can tell apart: counts that differ
 * by less than the spread of the sum given a count are merged, two points for a group, with the
 * group's mass, mean and variance.
 */
final class CountNodes {
  /** Width of a group, in standard deviations of the logarithm of the sum given the count. */
  private static final double WIDTH = 0.75;

  private static final int MAX_PIECES = 64;

  private double[] counts = new double[16];
  private double[] masses = new double[16];
  private int size;
  private double lowest;

  // The group that is open.
  private double start;
  private double mass;
  private double first;
  private double second;

  private CountNodes() {}

  /**
   * @param p shape of one purchase's spend
   * @param q shape of its scale
   */
  static CountNodes of(CountDistribution distribution, double p, double q) {
    CountNodes nodes = new CountNodes();
    double[] counts = distribution.counts();
    double[] cumulative = distribution.cumulative();
    for (int i = 1; i < counts.length; i++) {
      double cell = cumulative[i] - cumulative[i - 1];
      if (cell > 0) {
        nodes.addCell(counts[i - 1], counts[i], cell, p, q);
      }
    }
    nodes.flush();
    return nodes;
  }

  /** A count that is certain. */
  static CountNodes certain(int count) {
    CountNodes nodes = new CountNodes();
    nodes.add(count, 1);
    return nodes;
  }

  /** Counts {@code from + 1} to {@code to}, all as likely. */
  private void addCell(double from, double to, double cell, double p, double q) {
    double width = to - from;
    double most = WIDTH * spread(to, p, q) * to;
    int pieces = (int) Math.clamp(Math.ceil(width / most), 1, Math.min(width, MAX_PIECES));
    double piece = width / pieces;
    for (int i = 0; i < pieces; i++) {
      double end = from + (i + 1) * piece;
      if (mass > 0 && end > start + most) {
        flush();
      }
      if (mass == 0) {
        start = end - piece + 1;
        lowest = Math.min(start, end - 0.5 * (piece - 1));
      }
      double mean = end - 0.5 * (piece - 1);
      double share = cell / pieces;
      mass += share;
      first += share * mean;
      second += share * (mean * mean + Math.max(0, piece * piece - 1) / 12);
    }
  }

  /** Standard deviation, nearly, of the logarithm of the sum of {@code n} spends. */
  static double spread(double n, double p, double q) {
    return Math.sqrt(1 / (p * n) + 1 / q);
  }

  private void flush() {
    if (mass > 0) {
      double mean = first / mass;
      double variance = second / mass - mean * mean;
      if (variance < 1e-9 * mean * mean) {
        add(mean, mass);
      } else {
        // Skewed groups would put the lower point below their first count, even below zero.
        double below = Math.min(Math.sqrt(variance), mean - lowest);
        double above = variance / below;
        add(mean - below, mass * (above / (below + above)));
        add(mean + above, mass * (below / (below + above)));
      }
    }
    mass = 0;
    first = 0;
    second = 0;
  }

  private void add(double count, double weight) {
    if (size == counts.length) {
      counts = Arrays.copyOf(counts, 2 * size);
      masses = Arrays.copyOf(masses, 2 * size);
    }
    counts[size] = count;
    masses[size++] = weight;
  }

  int size() {
    return size;
  }

  double count(int i) {
    return counts[i];
  }

  double mass(int i) {
    return masses[i];
  }
}
