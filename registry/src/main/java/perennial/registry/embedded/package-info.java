/**
 * A real PostgreSQL that runs from its binaries in a data folder, for the demo and for tests.
 * Production uses any server by its JDBC URL and needs nothing from here.
 */
@NullMarked
package perennial.registry.embedded;

import org.jspecify.annotations.NullMarked;
