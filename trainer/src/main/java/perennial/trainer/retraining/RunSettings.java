package perennial.trainer.retraining;

import java.util.SortedMap;
import perennial.registry.Database;

/** Understands the settings of a run. */
@FunctionalInterface
public interface RunSettings {
  /**
   * @param byName settings by their command-line names; without {@code transactions} the ledger is
   *     fitted
   * @throws perennial.trainer.transactions.BadInput naming the setting that is wrong
   */
  RunSource of(SortedMap<String, String> byName, Database registry);
}
