/**
 * What happens beside an answer, in threads of its own: the prediction log, the shadow, and the
 * brake that takes its share from a challenger that misbehaves.
 */
@NullMarked
package perennial.server.rollout;

import org.jspecify.annotations.NullMarked;
