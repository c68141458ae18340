/**
 * What the programs say while they run: one event a line on standard error, as text or as JSON.
 * Commands print their results on standard output instead.
 */
@NullMarked
package perennial.deploy.logging;

import org.jspecify.annotations.NullMarked;
