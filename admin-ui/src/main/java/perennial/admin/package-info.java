/**
 * The admin web application: which version of every model serves, why, and the buttons that change
 * it. Its beans exist only in the context of this program, though others share the class path.
 */
@Configuration
@Requires(property = "perennial.program", value = "admin")
@NullMarked
package perennial.admin;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
