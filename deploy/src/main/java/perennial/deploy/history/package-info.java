/**
 * A shop with eighteen months behind it, for the demo: purchases and visits in the ledger, the
 * predictions that a version made meanwhile, and changes that were planted to be found.
 */
@NullMarked
package perennial.deploy.history;

import org.jspecify.annotations.NullMarked;
