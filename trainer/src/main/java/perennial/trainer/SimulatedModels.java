package perennial.trainer;

import java.util.List;
import perennial.model.Bdw;
import perennial.model.BgBb;
import perennial.model.BgCnbdK;
import perennial.model.BgNbd;
import perennial.model.MbgCnbdK;
import perennial.model.MbgNbd;
import perennial.model.Nbd;
import perennial.model.ParetoNbd;
import perennial.model.PurchaseModel;
import perennial.model.Sbg;

/** The purchase models to simulate: of a log in weeks, of counts in periods. */
public final class SimulatedModels {
  private static final double K = 3;

  private SimulatedModels() {}

  /**
   * The parameters that a family is simulated with when none are given: those of a music shop, with
   * three steps to a purchase where the family has regular timing. Donors and subscribers have
   * those of published data.
   */
  public static List<Double> defaults(Family family) {
    return switch (family) {
      case NBD -> List.of(.385, 12.07);
      case BG_NBD, MBG_NBD -> List.of(.525, 6.183, .891, 1.614);
      case PARETO_NBD -> List.of(.553, 10.578, .606, 11.669);
      case BG_CNBD_K, MBG_CNBD_K -> List.of(.525, 2.061, .891, 1.614, K);
      case BG_BB -> List.of(1.2, .75, .66, 2.78);
      case SBG -> List.of(.7, 1.18);
      case BDW -> List.of(.46, .78, 1.28);
    };
  }

  /**
   * The model.
   *
   * @param parameters in the order of {@link #defaults}, as many
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  public static PurchaseModel of(Family family, List<Double> parameters) {
    double[] p = parameters.stream().mapToDouble(v -> v).toArray();
    return switch (family) {
      case NBD -> new Nbd(p[0], p[1]);
      case BG_NBD -> new BgNbd(p[0], p[1], p[2], p[3]);
      case MBG_NBD -> new MbgNbd(p[0], p[1], p[2], p[3]);
      case PARETO_NBD -> new ParetoNbd(p[0], p[1], p[2], p[3]);
      case BG_CNBD_K -> new BgCnbdK(wholeK(p[4]), p[0], p[1], p[2], p[3]);
      case MBG_CNBD_K -> new MbgCnbdK(wholeK(p[4]), p[0], p[1], p[2], p[3]);
      case BG_BB -> new BgBb(p[0], p[1], p[2], p[3]);
      case SBG -> new Sbg(p[0], p[1]);
      case BDW -> new Bdw(p[0], p[1], p[2]);
    };
  }

  private static int wholeK(double k) {
    if (k != Math.rint(k) || !(Math.abs(k) < 100)) {
      throw new IllegalArgumentException("parameter k %s must be a whole number".formatted(k));
    }
    return (int) k;
  }
}
