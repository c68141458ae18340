/**
 * The data of the charts that a version carries: computed once, when it is trained, from its
 * customers and their holdout. Pure computation; drawing is for whoever reads them.
 */
@NullMarked
package perennial.evaluation.charts;

import org.jspecify.annotations.NullMarked;
