package perennial.trainer.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import perennial.evaluation.RetentionCurve;
import perennial.fitting.PurchaseData;
import perennial.model.ContractModel;
import perennial.model.TimeUnit;

/** Survivors of one cohort at periods 0, 1, 2, ... */
@SuppressWarnings("ArrayRecordComponent") // read here only, never compared
record Cohort(String name, int[] survivors) {
  /** How many periods beyond the data a forecast shows. */
  static final int AHEAD = 5;

  /** One row for those who left at each renewal, and one for those who are customers still. */
  Counts counts(TimeUnit unit) {
    int last = survivors.length - 1;
    List<double[]> rows = new ArrayList<>();
    double renewals = 0;
    for (int j = 0; j <= last; j++) {
      int here = survivors[j] - (j < last ? survivors[j + 1] : 0);
      renewals += j > 0 ? survivors[j] : 0;
      if (here > 0) {
        rows.add(new double[] {j, here});
      }
    }
    int[] x = rows.stream().mapToInt(r -> (int) r[0]).toArray();
    double[] recency = rows.stream().mapToDouble(r -> r[0] * unit.days()).toArray();
    double[] age = rows.stream().mapToDouble(r -> (double) last * unit.days()).toArray();
    double[] weight = rows.stream().mapToDouble(r -> r[1]).toArray();
    PurchaseData data = PurchaseData.ofDays(unit, x, recency, age, weight);
    return new Counts(name, data, survivors.length, renewals, last);
  }

  /** The cohort beside the model, and {@value #AHEAD} periods ahead. */
  RetentionCurve curve(ContractModel model) {
    List<RetentionCurve.Period> periods = new ArrayList<>();
    for (int t = 1; t < survivors.length + AHEAD; t++) {
      Optional<Double> actual =
          t < survivors.length
              ? Optional.of((double) survivors[t] / survivors[0])
              : Optional.empty();
      periods.add(new RetentionCurve.Period(t, actual, model.survival(t), model.retention(t)));
    }
    return new RetentionCurve(name, survivors[0], List.copyOf(periods));
  }
}
