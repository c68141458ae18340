/** How much work the server takes on at once. */
@NullMarked
package perennial.server.admission;

import org.jspecify.annotations.NullMarked;
