/**
 * Retraining without a person: a queued run is fitted, registered once, put through its gates, and
 * deployed as far as the model's policy goes. Every gate leaves its evidence, and every trigger its
 * reason.
 */
@NullMarked
package perennial.trainer.retraining;

import org.jspecify.annotations.NullMarked;
