/**
 * Where other systems are told of alerts, runs and deployments: endpoints, and every attempt to
 * deliver to them.
 */
@NullMarked
package perennial.registry.webhooks;

import org.jspecify.annotations.NullMarked;
