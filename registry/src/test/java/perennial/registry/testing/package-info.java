/** A real, migrated PostgreSQL for tests; this module's test jar carries it to the others. */
@NullMarked
package perennial.registry.testing;

import org.jspecify.annotations.NullMarked;
