package perennial.registry;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import perennial.artifact.v1.Artifact;
import perennial.artifact.v1.BgNbdParameters;
import perennial.artifact.v1.BtydArtifact;
import perennial.artifact.v1.GammaGammaParameters;
import perennial.model.BgNbd;
import perennial.model.BtydModel;
import perennial.model.ClvModel;
import perennial.model.Covariance;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.PurchaseModel;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;

/** Models as versioned protobuf bytes. The same model gives the same bytes. */
public final class ArtifactCodec {
  private static final int FORMAT = 1;

  private ArtifactCodec() {}

  /** The model in the newest format; no maps are in it, so the bytes are determined. */
  public static byte[] encode(ClvModel model) {
    return switch (model) {
      case BtydModel btyd ->
          Artifact.newBuilder()
              .setFormatVersion(FORMAT)
              .setBtyd(encodeBtyd(btyd))
              .build()
              .toByteArray();
    };
  }

  private static BtydArtifact encodeBtyd(BtydModel model) {
    BtydArtifact.Builder out =
        BtydArtifact.newBuilder()
            .setTimeUnitDays(model.timeUnit().days())
            .setGammaGamma(
                GammaGammaParameters.newBuilder()
                    .setP(model.spend().p())
                    .setQ(model.spend().q())
                    .setGamma(model.spend().gamma()))
            .setSpendOrders(
                switch (model.spendOrders()) {
                  case REPEAT -> perennial.artifact.v1.SpendOrders.SPEND_ORDERS_REPEAT;
                  case ALL -> perennial.artifact.v1.SpendOrders.SPEND_ORDERS_ALL;
                })
            .setTerms(
                perennial.artifact.v1.ValueTerms.newBuilder()
                    .setCurrency(model.terms().currency())
                    .setAnnualDiscountRate(model.terms().annualDiscountRate())
                    .setMargin(model.terms().margin()))
            .setObservationEndEpochDay(model.observationEnd().toEpochDay());
    switch (model.purchases()) {
      case BgNbd m -> out.setBgNbd(parameters(m.r(), m.alpha(), m.a(), m.b()));
      case MbgNbd m -> out.setMbgNbd(parameters(m.r(), m.alpha(), m.a(), m.b()));
    }
    addAll(model.purchaseCovariance(), out::addPurchaseCovariance);
    addAll(model.spendCovariance(), out::addSpendCovariance);
    return out.build();
  }

  private static BgNbdParameters parameters(double r, double alpha, double a, double b) {
    return BgNbdParameters.newBuilder().setR(r).setAlpha(alpha).setA(a).setB(b).build();
  }

  private static void addAll(Covariance covariance, DoubleConsumer sink) {
    for (double v : covariance.toRowMajor()) {
      sink.accept(v);
    }
  }

  /**
   * @throws ArtifactCorrupted when the bytes are no artifact, or one of a later format
   */
  public static ClvModel decode(byte[] artifact) {
    try {
      Artifact in = Artifact.parseFrom(artifact);
      if (in.getFormatVersion() != FORMAT) {
        throw new ArtifactCorrupted(
            "artifact format %d is not known here; the highest is %d"
                .formatted(in.getFormatVersion(), FORMAT));
      }
      if (!in.hasBtyd()) {
        throw new ArtifactCorrupted("artifact holds no model that is known here");
      }
      return decodeBtyd(in);
    } catch (InvalidProtocolBufferException | IllegalArgumentException | DateTimeException e) {
      throw new ArtifactCorrupted("artifact cannot be decoded: " + e.getMessage(), e);
    }
  }

  private static BtydModel decodeBtyd(Artifact artifact) {
    BtydArtifact in = artifact.getBtyd();
    PurchaseModel purchases = purchases(in);
    GammaGammaParameters spend = in.getGammaGamma();
    perennial.artifact.v1.ValueTerms terms = in.getTerms();
    refuseUnknownFields(Stream.of(artifact, in, in.getBgNbd(), in.getMbgNbd(), spend, terms));
    return new BtydModel(
        purchases,
        covariance("purchase", in.getPurchaseCovarianceList(), purchases.parameters().length),
        new GammaGamma(spend.getP(), spend.getQ(), spend.getGamma()),
        covariance("spend", in.getSpendCovarianceList(), 3),
        switch (in.getSpendOrders()) {
          case SPEND_ORDERS_REPEAT -> SpendOrders.REPEAT;
          case SPEND_ORDERS_ALL -> SpendOrders.ALL;
          case SPEND_ORDERS_UNSPECIFIED, UNRECOGNIZED ->
              throw new ArtifactCorrupted("artifact has no known spend orders");
        },
        timeUnit(in.getTimeUnitDays()),
        new ValueTerms(terms.getCurrency(), terms.getAnnualDiscountRate(), terms.getMargin()),
        LocalDate.ofEpochDay(in.getObservationEndEpochDay()));
  }

  private static PurchaseModel purchases(BtydArtifact in) {
    return switch (in.getPurchasesCase()) {
      case BG_NBD -> {
        BgNbdParameters p = in.getBgNbd();
        yield new BgNbd(p.getR(), p.getAlpha(), p.getA(), p.getB());
      }
      case MBG_NBD -> {
        BgNbdParameters p = in.getMbgNbd();
        yield new MbgNbd(p.getR(), p.getAlpha(), p.getA(), p.getB());
      }
      case PURCHASES_NOT_SET ->
          throw new ArtifactCorrupted("artifact holds no purchase model that is known here");
    };
  }

  private static Covariance covariance(String of, List<Double> rowMajor, int parameters) {
    Covariance covariance =
        Covariance.ofRowMajor(rowMajor.stream().mapToDouble(Double::doubleValue).toArray());
    if (covariance.dimension() != 0 && covariance.dimension() != parameters) {
      throw new ArtifactCorrupted(
          "%s covariance has dimension %d, not %d"
              .formatted(of, covariance.dimension(), parameters));
    }
    return covariance;
  }

  private static TimeUnit timeUnit(int days) {
    return Stream.of(TimeUnit.values())
        .filter(unit -> unit.days() == days)
        .findFirst()
        .orElseThrow(
            () -> new ArtifactCorrupted("time unit of %d days is not known".formatted(days)));
  }

  /** What a field of a later software means could change every prediction: never skip one. */
  private static void refuseUnknownFields(Stream<MessageOrBuilder> messages) {
    if (messages.anyMatch(m -> !m.getUnknownFields().asMap().isEmpty())) {
      throw new ArtifactCorrupted("artifact has fields that are not known here");
    }
  }
}
