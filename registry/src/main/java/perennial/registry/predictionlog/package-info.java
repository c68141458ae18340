/** What was predicted for whom, by which version, and how it went: one row a sampled prediction. */
@NullMarked
package perennial.registry.predictionlog;

import org.jspecify.annotations.NullMarked;
