/**
 * Training: from a transaction log to a registered version. {@link perennial.trainer.Training} is
 * the use case; the command line is a thin layer over it.
 */
@NullMarked
package perennial.trainer;

import org.jspecify.annotations.NullMarked;
