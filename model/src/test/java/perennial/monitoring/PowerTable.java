package perennial.monitoring;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Prints the tables of docs/monitoring.md: how often a changed spend is found, and how often an
 * unchanged one is.
 */
final class PowerTable {
  private static final FeatureKey SPEND = new FeatureKey("spend", Segment.ALL, Period.WEEK);
  private static final int RUNS = 200;
  private static final int[] CUSTOMERS = {500, 2_000, 20_000};

  private PowerTable() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(
        "| spend | customers | PSI >= .1 | PSI above its band | KS p <= .05 | finding | warns |");
    out.println("|---|---|---|---|---|---|---|");
    for (double factor : new double[] {1, 1.3, 2}) {
      for (int customers : CUSTOMERS) {
        out.println(power(factor, customers));
      }
    }
    out.println();
    out.println(
        "| counted per | customers | any p <= .05 | any PSI >= .1 | any finding | any alert |");
    out.println("|---|---|---|---|---|---|");
    for (boolean perRequest : new boolean[] {false, true}) {
      out.println(falseAlarms(perRequest, 400, 4_000));
    }
    out.println(falseAlarms(false, 2_000, 20_000));
  }

  /** As many customers in the reference as in the window; the other 19 features do not change. */
  private static String power(double factor, int customers) {
    int[] found = new int[5];
    for (int run = 0; run < RUNS; run++) {
      SplittableRandom random = new SplittableRandom(run * 7919L + customers);
      NumericReference reference =
          NumericReference.of(SPEND, FeatureRole.FLOW, spend(random, customers, 1));
      ReferenceProfile profile = new ReferenceProfile(List.of(reference), List.of());
      WindowCounts counts = new WindowCounts(profile, Period.WEEK);
      NumericCounts window = counts.numbers("spend", Segment.ALL).orElseThrow();
      Arrays.stream(spend(random, customers, factor)).forEach(window::add);
      DriftMeasure measure =
          new WindowDrift(profile, MonitoringSettings.DEFAULT)
              .measure(counts, List.of(), Map.of(SPEND, effect(reference, window)))
              .getFirst();
      double[] nineteenMore = random.doubles(20).toArray();
      nineteenMore[0] = measure.pValue();
      double adjusted = BenjaminiHochberg.adjusted(nineteenMore)[0];
      double psi = measure.psi().orElseThrow();
      count(found, 0, psi >= 0.1);
      count(found, 1, psi > measure.psiNull95().orElseThrow());
      count(found, 2, measure.pValue() <= 0.05);
      count(found, 3, adjusted <= 0.05);
      Verdict verdict = AlertRule.verdict(measure, adjusted, MonitoringSettings.DEFAULT);
      count(found, 4, verdict == Verdict.WARN || verdict == Verdict.ALARM);
    }
    return "| x%s | %,d |%s".formatted(text(factor), customers, shares(found, RUNS));
  }

  /** A value that is in proportion to spend, as CLV is but for shrinkage. */
  private static double effect(NumericReference reference, NumericCounts window) {
    return window.mean() / reference.mean() - 1;
  }

  private static double[] spend(SplittableRandom random, int customers, double factor) {
    double[] spend = new double[customers];
    Arrays.setAll(spend, i -> factor * Math.exp(4 + 1.6 * random.nextGaussian()));
    return spend;
  }

  private static String falseAlarms(boolean perRequest, int customers, int reference) {
    NoDriftWindows windows = new NoDriftWindows(reference, customers);
    int[] found = new int[4];
    for (int window = 0; window < RUNS; window++) {
      NoDriftWindows.Found one = windows.find(window, perRequest);
      count(found, 0, one.uncorrected() > 0);
      count(found, 1, one.psiAbove() > 0);
      count(found, 2, one.significant() > 0);
      count(found, 3, one.alerts() > 0);
    }
    return "| %s | %,d |%s"
        .formatted(perRequest ? "request" : "customer", customers, shares(found, RUNS));
  }

  private static void count(int[] found, int at, boolean isFound) {
    found[at] += isFound ? 1 : 0;
  }

  private static String shares(int[] found, int runs) {
    StringBuilder shares = new StringBuilder();
    for (int count : found) {
      shares.append(String.format(Locale.ROOT, " %.1f %% |", 100.0 * count / runs));
    }
    return shares.toString();
  }

  private static String text(double factor) {
    return factor == Math.rint(factor) ? Integer.toString((int) factor) : Double.toString(factor);
  }
}
