package perennial.fitting;

import java.util.Optional;
import org.apache.commons.math3.special.Erf;

/**
 * The effect of one covariate on one part of the model.
 *
 * @param part {@code rate}, {@code dropout} or {@code spend}
 * @param name of the covariate
 * @param estimate per unit of the covariate
 * @param test of the effect being none; absent when the fit gave no standard error
 */
public record Coefficient(String part, String name, double estimate, Optional<Wald> test) {
  /** Part of a coefficient of the purchase rate. */
  public static final String RATE = "rate";

  /** Part of a coefficient of the dropout. */
  public static final String DROPOUT = "dropout";

  /** Part of a coefficient of the spend. */
  public static final String SPEND = "spend";

  /**
   * Wald's test.
   *
   * @param z estimate over standard error
   * @param p two-sided, from the normal distribution
   */
  public record Wald(double standardError, double z, double p) {}

  /**
   * @param standardError not positive or not finite for none
   */
  static Coefficient of(String part, String name, double estimate, double standardError) {
    if (!(0 < standardError && standardError <= Double.MAX_VALUE)) {
      return new Coefficient(part, name, estimate, Optional.empty());
    }
    double z = estimate / standardError;
    double p = Erf.erfc(Math.abs(z) / Math.sqrt(2));
    return new Coefficient(part, name, estimate, Optional.of(new Wald(standardError, z, p)));
  }
}
