/**
 * Training on counts of customers: what they did at each opportunity, or how many of a cohort
 * renewed. {@link perennial.trainer.counts.CountsTraining} is the use case.
 */
@NullMarked
package perennial.trainer.counts;

import org.jspecify.annotations.NullMarked;
