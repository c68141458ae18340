package perennial.model;

import java.util.HashMap;
import java.util.Map;

/**
 * Predicts many customers with one model and the same horizons. What an alive customer does next
 * depends on the purchases and the age alone in most families, so that customers who share these
 * share the work; the answers are those of {@link ClvModel#predict} to the bit. For one thread.
 */
public final class BatchPredictor {
  /** Futures remembered, some 100 bytes each; more are computed anew. */
  private static final int MAX_REMEMBERED = 200_000;

  private final BtydModel model;
  private final Horizons horizons;
  private final Map<Key, double[]> remembered = new HashMap<>();

  public BatchPredictor(ClvModel model, Horizons horizons) {
    this.model =
        switch (model) {
          case BtydModel btyd -> btyd;
        };
    this.horizons = horizons;
  }

  private record Key(PurchaseModel process, int x, double recency, double age) {
    @Override
    public int hashCode() {
      int history = (x * 31 + Double.hashCode(recency)) * 31 + Double.hashCode(age);
      return history * 31 + process.hashCode(); // with covariates each may have its own
    }
  }

  /** As {@link ClvModel#predict}, and throws like it. */
  public Prediction predict(CustomerHistory history) {
    PurchaseModel process = model.purchasesOf(history.traits());
    double recency = process.futureNeedsRecency() ? history.recency() : 0;
    Key key = new Key(process, history.repeatPurchases(), recency, history.age());
    double[] expectations = remembered.get(key);
    if (expectations == null) {
      expectations = model.expectations(history, process, horizons);
      if (remembered.size() < MAX_REMEMBERED) {
        remembered.put(key, expectations);
      }
    }
    return model.predict(history, process, horizons, expectations);
  }
}
