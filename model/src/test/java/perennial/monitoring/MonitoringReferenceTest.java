package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every statistic against SciPy; the table names its version and the calls. */
class MonitoringReferenceTest {
  private static final double RELATIVE = 1e-12;

  private static final FeatureKey KEY = new FeatureKey("amount", Segment.ALL, Period.WEEK);

  @ParameterizedTest
  @CsvFileSource(
      resources = "monitoring_reference.csv",
      delimiter = '|',
      useHeadersInDisplayName = true,
      maxCharsPerColumn = 100_000)
  void statistics_ofTheTable_equalScipy(String call, String a, String b, String expected) {
    double[] wanted = numbers(expected);
    double[] found = compute(call, numbers(a), numbers(b));
    assertEquals(wanted.length, found.length, call);
    for (int i = 0; i < found.length; i++) {
      assertEquals(wanted[i], found[i], RELATIVE * Math.max(1e-3, Math.abs(wanted[i])), call);
    }
  }

  private static double[] compute(String call, double[] a, double[] b) {
    String function = call.replaceFirst("\\(.*", "");
    return switch (function) {
      case "scipy.special.kolmogorov" -> one(KolmogorovSmirnov.survival(a[0]));
      case "scipy.stats.chi2.ppf" -> one(Tails.chiSquare95((int) a[0]));
      case "scipy.stats.ks_2samp" -> kolmogorovSmirnov(a, b);
      case "scipy.stats.wasserstein_distance" -> wasserstein(a, b);
      case "scipy.spatial.distance.jensenshannon" -> one(JensenShannon.of(counts(a), counts(b)));
      case "scipy.stats.chi2_contingency" ->
          call.contains("[[") ? proportions(a, b) : categories(a, b);
      case "scipy.stats.fisher_exact" -> one(proportion(a, b).pValue());
      case "scipy.stats.ttest_1samp" -> calibration(a, b);
      case "scipy.stats.false_discovery_control" -> BenjaminiHochberg.adjusted(a);
      default -> throw new AssertionError("no such call: " + function);
    };
  }

  private static double[] kolmogorovSmirnov(double[] a, double[] b) {
    NumericReference reference = NumericReference.of(KEY, FeatureRole.FLOW, a);
    double distance =
        KolmogorovSmirnov.distance(
            reference.ordered(reference.counts()), reference.ordered(count(reference, b).bins()));
    return new double[] {distance, KolmogorovSmirnov.pValue(distance, a.length, b.length)};
  }

  private static double[] wasserstein(double[] a, double[] b) {
    NumericReference reference = NumericReference.of(KEY, FeatureRole.FLOW, a);
    return one(Wasserstein.of(reference, count(reference, b)).distance());
  }

  private static NumericCounts count(NumericReference reference, double[] values) {
    NumericCounts counts = reference.emptyCounts();
    Arrays.stream(values).forEach(counts::add);
    return counts;
  }

  private static double[] categories(double[] a, double[] b) {
    CategoryTest test =
        CategoryTest.of(
            Arrays.copyOf(counts(a), a.length + 1), Arrays.copyOf(counts(b), b.length + 1));
    return new double[] {test.statistic(), test.pValue(), test.degrees()};
  }

  private static double[] proportions(double[] a, double[] b) {
    ProportionTest test = proportion(a, b);
    return new double[] {Math.abs(test.statistic()), test.pValue()};
  }

  private static ProportionTest proportion(double[] a, double[] b) {
    return ProportionTest.of((long) a[0], (long) a[1], (long) b[0], (long) b[1]);
  }

  private static double[] calibration(double[] expected, double[] actual) {
    CalibrationCounts counts = new CalibrationCounts(KEY);
    for (int i = 0; i < expected.length; i++) {
      counts.add(expected[i], actual[i]);
    }
    CalibrationTest test = CalibrationTest.of(counts);
    return new double[] {test.statistic(), test.pValue()};
  }

  private static double[] one(double value) {
    return new double[] {value};
  }

  private static long[] counts(double[] values) {
    return Arrays.stream(values).mapToLong(value -> (long) value).toArray();
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
