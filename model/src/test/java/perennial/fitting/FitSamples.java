package perennial.fitting;

import java.util.SplittableRandom;
import perennial.model.TimeUnit;

/** Data that no model made. */
final class FitSamples {
  private FitSamples() {}

  /** Histories with every kind of row; not drawn from any model. */
  static PurchaseData purchases() {
    SplittableRandom random = new SplittableRandom(3);
    int n = 400;
    int[] x = new int[n];
    double[] recency = new double[n];
    double[] age = new double[n];
    double[] weight = new double[n];
    for (int i = 0; i < n; i++) {
      age[i] = random.nextInt(50, 400);
      x[i] = Math.max(0, random.nextInt(-6, 12));
      recency[i] = x[i] == 0 ? 0 : random.nextInt(1, (int) age[i] + 1);
      weight[i] = random.nextInt(1, 5);
    }
    x[5] = 100_000;
    recency[5] = age[5];
    return PurchaseData.ofDays(TimeUnit.DAY, x, recency, age, weight);
  }

  static SpendData spend() {
    SplittableRandom random = new SplittableRandom(4);
    int[] n = random.ints(300, 1, 9).toArray();
    n[7] = 100_000;
    double[] z = random.doubles(300, 0.01, 300).toArray();
    return SpendData.of(n, z, random.doubles(300, 1, 3).toArray());
  }
}
