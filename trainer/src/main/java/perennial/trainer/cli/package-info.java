/**
 * The command line: one small class per command, and what they share. Nothing here decides
 * anything; it reads options, calls the use case and prints.
 */
@NullMarked
package perennial.trainer.cli;

import org.jspecify.annotations.NullMarked;
