package perennial.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import perennial.math.Ranking;
import perennial.model.Interval;

/** Customers in tenths by what was predicted of them, against what they did. */
public final class CalibrationDeciles {
  private CalibrationDeciles() {}

  /**
   * @param predicted expected purchases, finite, one a customer
   * @param actual purchases, finite, in the same order
   * @return lowest prediction first; fewer than ten when there are fewer customers
   * @throws IllegalArgumentException when there are more of one than of the other
   */
  public static List<CalibrationDecile> of(
      double[] predicted, double[] actual, MonitoringSettings settings) {
    if (predicted.length != actual.length) {
      throw new IllegalArgumentException(
          "%d predictions of %d customers".formatted(predicted.length, actual.length));
    }
    int[] order = Ranking.ascending(predicted);
    Bootstrap bootstrap = new Bootstrap(settings.draws(), settings.seed());
    List<CalibrationDecile> deciles = new ArrayList<>();
    for (int decile = 1; decile <= 10; decile++) {
      int from = (int) ((long) order.length * (decile - 1) / 10);
      int to = (int) ((long) order.length * decile / 10);
      if (from < to) {
        int[] customers = Arrays.copyOfRange(order, from, to);
        double[] did = Arrays.stream(customers).mapToDouble(i -> actual[i]).toArray();
        Interval interval = bootstrap.means(did)[0];
        deciles.add(
            new CalibrationDecile(
                decile,
                customers.length,
                Arrays.stream(customers).mapToDouble(i -> predicted[i]).sum() / customers.length,
                Arrays.stream(did).sum() / did.length,
                interval.lower(),
                interval.upper()));
      }
    }
    return deciles;
  }
}
