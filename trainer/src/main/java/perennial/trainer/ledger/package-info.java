/**
 * History of years into the ledger of customers' events, so that customers are known from the first
 * day on.
 */
@NullMarked
package perennial.trainer.ledger;

import org.jspecify.annotations.NullMarked;
