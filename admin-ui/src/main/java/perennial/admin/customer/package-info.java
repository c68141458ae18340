/**
 * One customer: what they did, whether they are still one, what the champion expects of them, and
 * their right to have it all handed over or forgotten.
 */
@NullMarked
package perennial.admin.customer;

import org.jspecify.annotations.NullMarked;
