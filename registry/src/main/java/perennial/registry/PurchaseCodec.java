package perennial.registry;

import perennial.artifact.v1.BdwParameters;
import perennial.artifact.v1.BgBbParameters;
import perennial.artifact.v1.BgNbdParameters;
import perennial.artifact.v1.BtydArtifact;
import perennial.artifact.v1.ErlangParameters;
import perennial.artifact.v1.NbdParameters;
import perennial.artifact.v1.ParetoNbdParameters;
import perennial.artifact.v1.SbgParameters;
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

/** Purchase processes as messages: one case a family, each way. */
final class PurchaseCodec {
  private PurchaseCodec() {}

  static void encode(PurchaseModel model, BtydArtifact.Builder out) {
    switch (model) {
      case Nbd m -> out.setNbd(NbdParameters.newBuilder().setR(m.r()).setAlpha(m.alpha()));
      case BgNbd m -> out.setBgNbd(betaGeometric(m.r(), m.alpha(), m.a(), m.b()));
      case MbgNbd m -> out.setMbgNbd(betaGeometric(m.r(), m.alpha(), m.a(), m.b()));
      case ParetoNbd m ->
          out.setParetoNbd(
              ParetoNbdParameters.newBuilder()
                  .setR(m.r())
                  .setAlpha(m.alpha())
                  .setS(m.s())
                  .setBeta(m.beta()));
      case BgCnbdK m -> out.setBgCnbdK(erlang(m.k(), m.r(), m.alpha(), m.a(), m.b()));
      case MbgCnbdK m -> out.setMbgCnbdK(erlang(m.k(), m.r(), m.alpha(), m.a(), m.b()));
      case BgBb m ->
          out.setBgBb(
              BgBbParameters.newBuilder()
                  .setAlpha(m.alpha())
                  .setBeta(m.beta())
                  .setGamma(m.gamma())
                  .setDelta(m.delta()));
      case Sbg m -> out.setSbg(SbgParameters.newBuilder().setAlpha(m.alpha()).setBeta(m.beta()));
      case Bdw m ->
          out.setBdw(BdwParameters.newBuilder().setAlpha(m.alpha()).setBeta(m.beta()).setC(m.c()));
    }
  }

  static PurchaseModel decode(BtydArtifact in) {
    return switch (in.getPurchasesCase()) {
      case NBD -> new Nbd(in.getNbd().getR(), in.getNbd().getAlpha());
      case BG_NBD -> {
        BgNbdParameters p = in.getBgNbd();
        yield new BgNbd(p.getR(), p.getAlpha(), p.getA(), p.getB());
      }
      case MBG_NBD -> {
        BgNbdParameters p = in.getMbgNbd();
        yield new MbgNbd(p.getR(), p.getAlpha(), p.getA(), p.getB());
      }
      case PARETO_NBD -> {
        ParetoNbdParameters p = in.getParetoNbd();
        yield new ParetoNbd(p.getR(), p.getAlpha(), p.getS(), p.getBeta());
      }
      case BG_CNBD_K -> {
        ErlangParameters p = in.getBgCnbdK();
        yield new BgCnbdK(p.getK(), p.getR(), p.getAlpha(), p.getA(), p.getB());
      }
      case MBG_CNBD_K -> {
        ErlangParameters p = in.getMbgCnbdK();
        yield new MbgCnbdK(p.getK(), p.getR(), p.getAlpha(), p.getA(), p.getB());
      }
      case BG_BB -> {
        BgBbParameters p = in.getBgBb();
        yield new BgBb(p.getAlpha(), p.getBeta(), p.getGamma(), p.getDelta());
      }
      case SBG -> new Sbg(in.getSbg().getAlpha(), in.getSbg().getBeta());
      case BDW -> new Bdw(in.getBdw().getAlpha(), in.getBdw().getBeta(), in.getBdw().getC());
      case PURCHASES_NOT_SET ->
          throw new ArtifactCorrupted("artifact holds no purchase model that is known here");
    };
  }

  private static BgNbdParameters betaGeometric(double r, double alpha, double a, double b) {
    return BgNbdParameters.newBuilder().setR(r).setAlpha(alpha).setA(a).setB(b).build();
  }

  private static ErlangParameters erlang(int k, double r, double alpha, double a, double b) {
    return ErlangParameters.newBuilder().setK(k).setR(r).setAlpha(alpha).setA(a).setB(b).build();
  }
}
