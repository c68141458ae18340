/**
 * Purchase and spend models of customers, their fits and their predictions. Pure computation: no
 * files, no network, no framework.
 */
@NullMarked
package perennial.model;

import org.jspecify.annotations.NullMarked;
