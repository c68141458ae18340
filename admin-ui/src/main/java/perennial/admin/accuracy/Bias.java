package perennial.admin.accuracy;

import java.util.Optional;
import perennial.admin.page.Formats;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.Verdict;

/**
 * By how much the purchases of a segment were predicted too high or too low. The mean absolute
 * error does not see it: who never comes back errs little, whatever is predicted for them.
 *
 * @param share mean predicted over mean actual purchases, minus 1: above 0 is too high; infinite
 *     where nothing was bought
 * @param clear whether its 95 % interval leaves 0 out
 */
record Bias(double share, boolean clear) {
  /** Smaller ones are told, and change no answer. */
  private static final double MATTERS = 0.05;

  /** Empty where nothing was measured, or too few customers were. */
  static Optional<Bias> of(MaturedAccuracy a) {
    if (a.verdict() == Verdict.NOT_ENOUGH_DATA || !Double.isFinite(a.bias())) {
      return Optional.empty();
    }
    double share = a.bias() == 0 ? 0 : a.bias() / a.meanActual();
    return Optional.of(new Bias(share, a.biasLow() > 0 || a.biasHigh() < 0));
  }

  boolean matters() {
    return clear && Math.abs(share) >= MATTERS;
  }

  /** Such as {@code over-predicted by 13.3 %}. */
  String words() {
    return clear ? side() + "-predicted" + size() : "no bias beyond chance";
  }

  /** Such as {@code over-predicts purchases by 13.3 %}. */
  String verb() {
    return side() + "-predicts purchases" + size();
  }

  /** Such as {@code by 13.3 %} after another one; with its side where that is the other one. */
  String after(Bias before) {
    boolean sameSide = share > 0 == before.share > 0;
    return sameSide && Double.isFinite(share) ? size().strip() : verb();
  }

  private String size() {
    return Double.isFinite(share)
        ? " by " + Formats.percent1(Math.abs(share))
        : ", of which there was none,";
  }

  private String side() {
    return share > 0 ? "over" : "under";
  }
}
