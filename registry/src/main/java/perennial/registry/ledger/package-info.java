/**
 * What customers did, and the state of each that follows from it: an append-only ledger of events,
 * one row per customer and day, and one row per customer.
 */
@NullMarked
package perennial.registry.ledger;

import org.jspecify.annotations.NullMarked;
