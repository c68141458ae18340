/** Stand-ins for the registry and a sample that fills any registry. */
@NullMarked
package perennial.admin.testing;

import org.jspecify.annotations.NullMarked;
