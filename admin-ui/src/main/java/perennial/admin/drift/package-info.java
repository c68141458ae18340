/**
 * Drift pages: what the worker measured in a window against a version's frozen reference, and one
 * feature's past. Nothing is computed here but words and coordinates.
 */
@NullMarked
package perennial.admin.drift;

import org.jspecify.annotations.NullMarked;
