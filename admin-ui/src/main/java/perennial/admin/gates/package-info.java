/**
 * What the worker's gates found about a version: in a few words, figure by figure beside champion
 * and limit, and as data. Pages of versions, promotions, runs, alerts and the first page read it.
 */
@NullMarked
package perennial.admin.gates;

import org.jspecify.annotations.NullMarked;
