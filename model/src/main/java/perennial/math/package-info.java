/**
 * Special functions, quadrature and optimisers that the models need. Nothing here knows what a
 * customer is.
 */
@NullMarked
package perennial.math;

import org.jspecify.annotations.NullMarked;
