/**
 * Customers drawn from the models: seeded purchase histories for demos, benchmarks and tests of
 * recovery. The same settings give the same purchases.
 */
@NullMarked
package perennial.simulation;

import org.jspecify.annotations.NullMarked;
