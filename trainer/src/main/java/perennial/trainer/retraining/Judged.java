package perennial.trainer.retraining;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.model.BtydModel;
import perennial.trainer.FitListener;
import perennial.trainer.Holdout;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.Window;

/** The fit that the holdout judges with its customers, and the customers of the fit registered. */
final class Judged implements FitListener {
  private @Nullable BtydModel calibration;
  private @Nullable Window window;
  private @Nullable Histories customers;
  private @Nullable Histories registered;

  @Override
  public void fitted(BtydModel model, Window fitWindow, Histories histories) {
    if (calibration == null) {
      calibration = model;
      window = fitWindow;
      customers = histories;
    }
    registered = histories;
  }

  /** The same customers by two models. */
  record Pair(double[] candidate, double[] champion, double[] actual, Window window) {}

  /**
   * Expected and actual purchases in the holdout; empty without one.
   *
   * @throws perennial.model.IllegalHistory when the champion needs facts that were not read
   */
  Optional<Pair> against(BtydModel champion) {
    if (calibration == null || window == null || customers == null || window.holdoutDays() == 0) {
      return Optional.empty();
    }
    int days = window.holdoutDays();
    return Optional.of(
        new Pair(
            Holdout.predict(calibration, customers, days),
            Holdout.predict(champion, customers, days),
            Arrays.stream(customers.holdoutPurchases()).asDoubleStream().toArray(),
            window));
  }

  /** Customers that the registered parameters were fitted on. */
  Optional<Histories> registered() {
    return Optional.ofNullable(registered);
  }
}
