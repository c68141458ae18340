/**
 * The program that answers predictions: its settings, its start and its end. Every other package of
 * this module is wired together here, by constructors.
 */
@NullMarked
package perennial.server;

import org.jspecify.annotations.NullMarked;
