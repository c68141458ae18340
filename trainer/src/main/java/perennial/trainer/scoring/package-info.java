/** Scores: every customer of a log, predicted by one version, into one file. */
@NullMarked
package perennial.trainer.scoring;

import org.jspecify.annotations.NullMarked;
