package perennial.trainer;

import perennial.model.BtydModel;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.Window;

/** Is shown each fit of a run with the customers that it was made of: first the one judged. */
@FunctionalInterface
public interface FitListener {
  /** Looks at nothing. */
  FitListener NONE = (model, window, histories) -> {};

  void fitted(BtydModel model, Window window, Histories histories);
}
