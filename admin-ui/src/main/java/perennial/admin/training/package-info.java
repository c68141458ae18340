/**
 * Training pages: the runs with their progress, log and outcome, the form that starts one, and the
 * policy by which a model retrains by itself.
 */
@NullMarked
package perennial.admin.training;

import org.jspecify.annotations.NullMarked;
