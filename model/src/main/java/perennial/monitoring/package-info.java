/**
 * Whether a version is still right: frozen references, drift tests with their null bands, segments,
 * calibration and accuracy on matured labels. Pure computation over counts and numbers.
 */
@NullMarked
package perennial.monitoring;

import org.jspecify.annotations.NullMarked;
