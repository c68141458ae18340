/** Measurements of the models' speed, run by hand with {@code mvn -Pbench}; never a timed test. */
@NullMarked
package perennial.bench;

import org.jspecify.annotations.NullMarked;
