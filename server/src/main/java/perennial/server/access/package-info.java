/** Who may call what: the keys of programs, verified once and remembered for a short time. */
@NullMarked
package perennial.server.access;

import org.jspecify.annotations.NullMarked;
