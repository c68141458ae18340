package perennial.model;

import java.util.Optional;

/**
 * How far one predicted number may be off, with the two reasons told apart.
 *
 * @param predictive holds the number that will be seen: the parameters are not known exactly, and
 *     the customer's own purchases are chance
 * @param mean holds the number's expectation: the parameters are not known exactly. Absent where
 *     the fit gave no covariance; {@code predictive} is then chance alone
 */
public record Uncertainty(Interval predictive, Optional<Interval> mean) {}
