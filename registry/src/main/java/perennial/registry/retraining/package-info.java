/**
 * Training runs on their way from a request to a registered version, the gates that the version
 * passed or not with their evidence, and the policies of each model.
 */
@NullMarked
package perennial.registry.retraining;

import org.jspecify.annotations.NullMarked;
