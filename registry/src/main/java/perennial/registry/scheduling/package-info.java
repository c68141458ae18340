/**
 * The table of recurring work that the workers share. The scheduler has its own statements, and
 * gets its connections here.
 */
@NullMarked
package perennial.registry.scheduling;

import org.jspecify.annotations.NullMarked;
