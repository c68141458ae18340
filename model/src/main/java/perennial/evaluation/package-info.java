/**
 * How good a fitted model is: holdout measures, baselines and the report that a version carries.
 * Pure computation, like the models it judges.
 */
@NullMarked
package perennial.evaluation;

import org.jspecify.annotations.NullMarked;
