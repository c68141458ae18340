/**
 * What this process knows of customers: their states, remembered in memory and in a shared cache,
 * and the cohorts of those of whom too little is known.
 */
@NullMarked
package perennial.server.customers;

import org.jspecify.annotations.NullMarked;
