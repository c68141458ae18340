/**
 * Alerts: the list, and one thread an alert from the first sight to the retraining it caused and
 * what became of that.
 */
@NullMarked
package perennial.admin.alerts;

import org.jspecify.annotations.NullMarked;
