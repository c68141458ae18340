/** Faults on purpose: what serving does when what it depends on stops, stalls or breaks. */
@NullMarked
package perennial.server.drill;

import org.jspecify.annotations.NullMarked;
