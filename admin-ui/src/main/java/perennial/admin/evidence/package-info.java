/**
 * What a version's charts say: each as a sentence, coordinates and a table, and the same data as
 * JSON and CSV. Nothing is computed from customers here; training did that.
 */
@NullMarked
package perennial.admin.evidence;

import org.jspecify.annotations.NullMarked;
