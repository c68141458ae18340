/**
 * One prediction, tried by hand: the same numbers as a server gives, answered by the version loaded
 * into this program, with the commands that ask a server.
 */
@NullMarked
package perennial.admin.playground;

import org.jspecify.annotations.NullMarked;
