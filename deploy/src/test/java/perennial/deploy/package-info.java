/** Tests of the whole house: its walls, and the main job through all of its rooms. */
@NullMarked
package perennial.deploy;

import org.jspecify.annotations.NullMarked;
