package perennial.registry;

import perennial.artifact.v1.BtydArtifact;
import perennial.artifact.v1.GammaGammaParameters;
import perennial.artifact.v1.SpendScale;
import perennial.model.FixedSpend;
import perennial.model.GammaGamma;
import perennial.model.ScaledGammaGamma;
import perennial.model.SpendModel;

/** Spend distributions as messages. */
final class SpendCodec {
  private SpendCodec() {}

  static void encode(SpendModel model, BtydArtifact.Builder out) {
    switch (model) {
      case GammaGamma m -> out.setGammaGamma(gammaGamma(m));
      case ScaledGammaGamma m ->
          out.setGammaGamma(gammaGamma(m.base()))
              .setSpendScale(
                  SpendScale.newBuilder()
                      .setFrequency(m.frequency())
                      .addAllNames(m.names())
                      .addAllCoefficients(m.coefficients()));
      case FixedSpend m -> out.setFixedSpend(m.amount());
    }
  }

  static SpendModel decode(BtydArtifact in) {
    if (!in.hasGammaGamma()) {
      return new FixedSpend(in.getFixedSpend());
    }
    GammaGammaParameters p = in.getGammaGamma();
    GammaGamma base = new GammaGamma(p.getP(), p.getQ(), p.getGamma());
    SpendScale scale = in.getSpendScale();
    return in.hasSpendScale()
        ? new ScaledGammaGamma(
            base, scale.getFrequency(), scale.getNamesList(), scale.getCoefficientsList())
        : base;
  }

  /** The dimension that the covariance of such a distribution has. */
  static int parameters(SpendModel model) {
    return switch (model) {
      case GammaGamma _ -> 3;
      case ScaledGammaGamma m -> 3 + (m.frequency() == 0 ? 0 : 1) + m.names().size();
      case FixedSpend _ -> 0;
    };
  }

  private static GammaGammaParameters.Builder gammaGamma(GammaGamma m) {
    return GammaGammaParameters.newBuilder().setP(m.p()).setQ(m.q()).setGamma(m.gamma());
  }
}
