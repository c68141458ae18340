/**
 * Accuracy pages: what became of predictions once their labels matured, beside the version's own
 * holdout error, and calibration over the windows.
 */
@NullMarked
package perennial.admin.accuracy;

import org.jspecify.annotations.NullMarked;
