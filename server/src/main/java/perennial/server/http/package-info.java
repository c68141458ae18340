/** The JSON edge: one prediction by POST, and the health of the process for load balancers. */
@NullMarked
package perennial.server.http;

import org.jspecify.annotations.NullMarked;
