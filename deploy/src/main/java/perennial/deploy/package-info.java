/**
 * How the programs are put together and run: the command line, the all-in-one demo and the two
 * programs of production. The only package that sees every other one.
 */
@NullMarked
package perennial.deploy;

import org.jspecify.annotations.NullMarked;
