/**
 * What watching found: measured windows, accuracy on matured labels, and the alerts that came of
 * them. Pages read these rows; nothing is computed again when a page is looked at.
 */
@NullMarked
package perennial.registry.monitoring;

import org.jspecify.annotations.NullMarked;
