/**
 * The background worker: measures closed windows, fits queued runs, recovers dead ones, delivers
 * webhooks and prunes. Any number of workers share the work through the database.
 */
@NullMarked
package perennial.trainer.worker;

import org.jspecify.annotations.NullMarked;
