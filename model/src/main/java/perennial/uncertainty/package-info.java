/**
 * How far predictions may be off: draws of the parameters, exact predictive distributions of counts
 * and spend, and the intervals that follow.
 */
@NullMarked
package perennial.uncertainty;

import org.jspecify.annotations.NullMarked;
