/**
 * Telling other systems: messages of the outbox, signed as Standard Webhooks says, sent with
 * patience and to public addresses only.
 */
@NullMarked
package perennial.trainer.webhooks;

import org.jspecify.annotations.NullMarked;
