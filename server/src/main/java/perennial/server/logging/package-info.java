/**
 * How much is written to the log. What may fail a thousand times a second is told a few times, and
 * counted.
 */
@NullMarked
package perennial.server.logging;

import org.jspecify.annotations.NullMarked;
