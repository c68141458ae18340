package perennial.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Simulated windows in which nothing has changed: each customer has one value of each feature and
 * sends 1 to 10 requests with it. The reference is one such sample, and every window is another.
 */
final class NoDriftWindows {
  static final int FEATURES = 20;

  private static final MonitoringSettings SETTINGS = MonitoringSettings.DEFAULT;

  private final List<FeatureKey> keys = new ArrayList<>();
  private final int referenceCustomers;
  private final int customers;

  NoDriftWindows(int referenceCustomers, int customers) {
    this.referenceCustomers = referenceCustomers;
    this.customers = customers;
    for (int feature = 0; feature < FEATURES; feature++) {
      keys.add(new FeatureKey("feature " + feature, Segment.ALL, Period.WEEK));
    }
  }

  /**
   * What one window found.
   *
   * @param significant after Benjamini-Hochberg at 5 %
   * @param uncorrected p-values of at most 5 %
   * @param alerts warnings and alarms
   * @param psiAbove population stability indices of at least 0.1
   */
  record Found(int significant, int uncorrected, int alerts, int psiAbove) {}

  Found find(long seed, boolean perRequest) {
    SplittableRandom random = new SplittableRandom(seed);
    ReferenceProfile profile = profile(random);
    WindowCounts counts = new WindowCounts(profile, Period.WEEK);
    for (int customer = 0; customer < customers; customer++) {
      int requests = 1 + random.nextInt(10);
      for (int feature = 0; feature < FEATURES; feature++) {
        add(counts, feature, perRequest ? requests : 1, random);
      }
    }
    List<DriftMeasure> measures =
        new WindowDrift(profile, SETTINGS).measure(counts, List.of(), Map.of());
    return new Found(
        count(measures, m -> m.adjustedP() <= SETTINGS.falseDiscoveryRate()),
        count(measures, m -> m.pValue() <= SETTINGS.falseDiscoveryRate()),
        count(measures, m -> m.verdict() == Verdict.WARN || m.verdict() == Verdict.ALARM),
        count(measures, m -> m.psi().orElse(0) >= SETTINGS.warnPsi()));
  }

  private static int count(List<DriftMeasure> measures, Predicate<DriftMeasure> wanted) {
    return (int) measures.stream().filter(wanted).count();
  }

  private ReferenceProfile profile(RandomGenerator random) {
    List<NumericReference> numbers = new ArrayList<>();
    List<CategoricalReference> categories = new ArrayList<>();
    for (int feature = 0; feature < FEATURES; feature++) {
      if (isCategory(feature)) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < referenceCustomers; i++) {
          names.add(category(random));
        }
        categories.add(CategoricalReference.of(keys.get(feature), FeatureRole.FLOW, names));
      } else {
        double[] values = new double[referenceCustomers];
        for (int i = 0; i < values.length; i++) {
          values[i] = number(feature, random);
        }
        numbers.add(NumericReference.of(keys.get(feature), FeatureRole.FLOW, values));
      }
    }
    return new ReferenceProfile(numbers, categories);
  }

  private void add(WindowCounts counts, int feature, int times, RandomGenerator random) {
    String name = keys.get(feature).feature();
    if (isCategory(feature)) {
      counts.categories(name, Segment.ALL).orElseThrow().add(category(random), times);
    } else {
      double value = number(feature, random);
      NumericCounts into = counts.numbers(name, Segment.ALL).orElseThrow();
      for (int i = 0; i < times; i++) {
        into.add(value);
      }
    }
  }

  private static boolean isCategory(int feature) {
    return feature % 5 == 4;
  }

  /** Zipf's law over 12 names, the last of which are rare. */
  private static String category(RandomGenerator random) {
    return "c" + (int) (Math.pow(400, random.nextDouble()) / 34);
  }

  /** Spend, counts with many ties, a heavy tail with zeros, and a plain one. */
  private static double number(int feature, RandomGenerator random) {
    return switch (feature % 5) {
      case 0 -> Math.exp(4 + 1.6 * random.nextGaussian());
      case 1 -> Math.floor(-3 * Math.log1p(-random.nextDouble()));
      case 2 -> random.nextDouble() < 0.3 ? 0 : Math.pow(1 - random.nextDouble(), -1.5);
      default -> random.nextGaussian();
    };
  }
}
