/**
 * Transaction logs: reading them, and reducing them to customer histories. DuckDB does the work, in
 * this process and within a stated amount of memory.
 */
@NullMarked
package perennial.trainer.transactions;

import org.jspecify.annotations.NullMarked;
