package perennial.fitting;

import java.util.Collection;
import perennial.model.TimeUnit;

/** Customers of several groups as one. */
final class Pooled {
  private Pooled() {}

  static PurchaseData together(Collection<PurchaseData> groups) {
    int rows = groups.stream().mapToInt(PurchaseData::rows).sum();
    TimeUnit unit = groups.iterator().next().timeUnit();
    int[] x = new int[rows];
    double[] recency = new double[rows];
    double[] age = new double[rows];
    double[] weight = new double[rows];
    int next = 0;
    for (PurchaseData data : groups) {
      if (!data.timeUnit().equals(unit)) {
        throw new IllegalArgumentException("groups are in different units of time");
      }
      for (int i = 0; i < data.rows(); i++) {
        x[next] = data.x(i);
        recency[next] = data.tx(i) * unit.days();
        age[next] = data.age(i) * unit.days();
        weight[next++] = data.weight(i);
      }
    }
    return PurchaseData.ofDays(unit, x, recency, age, weight);
  }
}
