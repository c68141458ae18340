/**
 * What several tests of the trainer stand on. Small worlds, and programs in their own processes.
 */
@NullMarked
package perennial.trainer.testing;

import org.jspecify.annotations.NullMarked;
