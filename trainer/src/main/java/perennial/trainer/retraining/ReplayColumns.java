package perennial.trainer.retraining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import perennial.registry.retraining.ReplayReport.ChangeBin;
import perennial.registry.retraining.ReplayReport.SegmentTotal;
import perennial.registry.retraining.ReplayReport.TierMove;

/**
 * CLV of each replayed customer by champion and candidate, and what follows from them. Tiers are
 * cut by the champion's values: high is its upper fifth, medium the next three tenths, low the
 * rest; the candidate's values are held against the same cuts.
 */
final class ReplayColumns {
  private static final double HIGH = 0.8;
  private static final double MEDIUM = 0.5;
  private static final List<String> TIERS = List.of("high", "medium", "low");

  /** Relative changes; the first and the last bin are open, and shown with a width. */
  private static final double[] EDGES = {-1, -0.5, -0.25, -0.1, -0.02, 0.02, 0.1, 0.25, 0.5, 1};

  private double[] champion = new double[1024];
  private double[] candidate = new double[1024];
  private int size;
  private final Map<String, double[]> segments = new TreeMap<>();

  void add(double byChampion, double byCandidate, List<String> ofSegments) {
    if (size == champion.length) {
      champion = Arrays.copyOf(champion, 2 * size);
      candidate = Arrays.copyOf(candidate, 2 * size);
    }
    champion[size] = byChampion;
    candidate[size] = byCandidate;
    size++;
    for (String segment : ofSegments) {
      double[] sums = segments.computeIfAbsent(segment, s -> new double[3]);
      sums[0]++;
      sums[1] += byChampion;
      sums[2] += byCandidate;
    }
  }

  int customers() {
    return size;
  }

  double championTotal() {
    return Arrays.stream(champion, 0, size).sum();
  }

  double candidateTotal() {
    return Arrays.stream(candidate, 0, size).sum();
  }

  List<ChangeBin> changes() {
    long[] counts = new long[EDGES.length - 1];
    for (int i = 0; i < size; i++) {
      counts[bin(change(champion[i], candidate[i]))]++;
    }
    List<ChangeBin> bins = new ArrayList<>();
    for (int b = 0; b < counts.length; b++) {
      bins.add(new ChangeBin(EDGES[b], EDGES[b + 1], counts[b]));
    }
    return bins;
  }

  /** From nothing to something is the largest change there is. */
  private static double change(double from, double to) {
    if (from == to) {
      return 0;
    }
    return from == 0 ? Double.POSITIVE_INFINITY : to / from - 1;
  }

  private static int bin(double change) {
    int bin = 0;
    while (bin < EDGES.length - 2 && change > EDGES[bin + 1]) {
      bin++;
    }
    return bin;
  }

  List<TierMove> moves() {
    double[] sorted = Arrays.copyOf(champion, size);
    Arrays.sort(sorted);
    double high = cut(sorted, HIGH);
    double medium = cut(sorted, MEDIUM);
    Map<List<String>, double[]> sums = new HashMap<>();
    for (int i = 0; i < size; i++) {
      String from = tier(champion[i], high, medium);
      String to = tier(candidate[i], high, medium);
      if (!from.equals(to)) {
        double[] sum = sums.computeIfAbsent(List.of(from, to), key -> new double[2]);
        sum[0]++;
        sum[1] += candidate[i] - champion[i];
      }
    }
    List<TierMove> moves = new ArrayList<>();
    for (String from : TIERS) {
      for (String to : TIERS) {
        double[] sum = sums.get(List.of(from, to));
        if (sum != null) {
          moves.add(new TierMove(from, to, (long) sum[0], sum[1]));
        }
      }
    }
    return moves;
  }

  private static double cut(double[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }

  private static String tier(double clv, double high, double medium) {
    if (clv >= high) {
      return TIERS.get(0);
    }
    return TIERS.get(clv >= medium ? 1 : 2);
  }

  /** Largest by the champion first. */
  List<SegmentTotal> segments() {
    return segments.entrySet().stream()
        .map(entry -> {
          double[] sums = entry.getValue();
          return new SegmentTotal(entry.getKey(), (long) sums[0], sums[1], sums[2]);
        })
        .sorted((a, b) -> Double.compare(b.championTotal(), a.championTotal()))
        .toList();
  }
}
