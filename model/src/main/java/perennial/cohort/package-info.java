/**
 * What is expected of customers of whom too little is known: by where they came from, each cohort
 * shrunk towards the wider one that it belongs to. Pure computation.
 */
@NullMarked
package perennial.cohort;

import org.jspecify.annotations.NullMarked;
