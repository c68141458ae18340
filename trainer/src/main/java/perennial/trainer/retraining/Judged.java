package perennial.trainer.retraining;

import java.util.Arrays;
import java.util.Objects;
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

  /** Expected and actual purchases by customer. */
  record Outcome(double[] predicted, double[] actual, Window window) {}

  /** What the candidate said of the holdout; empty without one. */
  Optional<Outcome> outcome() {
    if (calibration == null || window == null || customers == null || window.holdoutDays() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Outcome(
            Holdout.predict(calibration, customers, window.holdoutDays()),
            Arrays.stream(customers.holdoutPurchases()).asDoubleStream().toArray(),
            window));
  }

  /**
   * What another model says of the same customers and days, in the same order.
   *
   * @throws perennial.model.IllegalHistory when it needs facts that were not read
   */
  double[] predictedBy(BtydModel other) {
    return Holdout.predict(
        other, Objects.requireNonNull(customers), Objects.requireNonNull(window).holdoutDays());
  }

  /** Customers that the registered parameters were fitted on. */
  Optional<Histories> registered() {
    return Optional.ofNullable(registered);
  }
}
