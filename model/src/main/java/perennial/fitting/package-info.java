/**
 * Finding parameters: data as weighted rows, one fitter per family, likelihoods with their
 * gradients, standard errors; covariates, partial pooling and spend. A fit that did not converge
 * says so as data.
 */
@NullMarked
package perennial.fitting;

import org.jspecify.annotations.NullMarked;
