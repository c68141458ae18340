/**
 * Watches versions with the prediction log and the ledger: the reference of a version when it is
 * trained, measured windows and matured accuracies later, and the alerts that come of them. The
 * statistics are those of {@code perennial.monitoring}, the rows those of the registry.
 */
@NullMarked
package perennial.trainer.monitoring;

import org.jspecify.annotations.NullMarked;
