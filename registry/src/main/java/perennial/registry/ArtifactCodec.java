package perennial.registry;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.DoubleConsumer;
import perennial.artifact.v1.Artifact;
import perennial.artifact.v1.BtydArtifact;
import perennial.model.BtydModel;
import perennial.model.ClvModel;
import perennial.model.Covariance;
import perennial.model.CovariateEffects;
import perennial.model.PurchaseModel;
import perennial.model.SpendModel;
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
    PurchaseCodec.encode(model.purchases(), out);
    SpendCodec.encode(model.spend(), out);
    EffectsCodec.encode(model.covariates(), out);
    EffectsCodec.encode(model.groups(), out);
    addAll(model.purchaseCovariance(), out::addPurchaseCovariance);
    addAll(model.spendCovariance(), out::addSpendCovariance);
    return out.build();
  }

  static void addAll(Covariance covariance, DoubleConsumer sink) {
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
    refuseUnknownFields(artifact);
    PurchaseModel purchases = PurchaseCodec.decode(in);
    SpendModel spend = SpendCodec.decode(in);
    CovariateEffects covariates = EffectsCodec.covariates(in);
    perennial.artifact.v1.ValueTerms terms = in.getTerms();
    return new BtydModel(
        purchases,
        covariance(
            "purchase",
            in.getPurchaseCovarianceList(),
            purchases.parameters().length + 2 * covariates.names().size()),
        covariates,
        EffectsCodec.groups(in, purchases),
        spend,
        covariance("spend", in.getSpendCovarianceList(), SpendCodec.parameters(spend)),
        switch (in.getSpendOrders()) {
          case SPEND_ORDERS_REPEAT -> SpendOrders.REPEAT;
          case SPEND_ORDERS_ALL -> SpendOrders.ALL;
          case SPEND_ORDERS_UNSPECIFIED, UNRECOGNIZED ->
              throw new ArtifactCorrupted("artifact has no known spend orders");
        },
        new TimeUnit(in.getTimeUnitDays()),
        new ValueTerms(terms.getCurrency(), terms.getAnnualDiscountRate(), terms.getMargin()),
        LocalDate.ofEpochDay(in.getObservationEndEpochDay()));
  }

  static Covariance covariance(String of, List<Double> rowMajor, int parameters) {
    Covariance covariance =
        Covariance.ofRowMajor(rowMajor.stream().mapToDouble(Double::doubleValue).toArray());
    if (covariance.dimension() != 0 && covariance.dimension() != parameters) {
      throw new ArtifactCorrupted(
          "%s covariance has dimension %d, not %d"
              .formatted(of, covariance.dimension(), parameters));
    }
    return covariance;
  }

  /** What a field of a later software means could change every prediction: never skip one. */
  private static void refuseUnknownFields(Message message) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      throw new ArtifactCorrupted("artifact has fields that are not known here");
    }
    for (Object value : message.getAllFields().values()) {
      if (value instanceof Message inner) {
        refuseUnknownFields(inner);
      } else if (value instanceof List<?> values) {
        for (Object element : values) {
          if (element instanceof Message inner) {
            refuseUnknownFields(inner);
          }
        }
      }
    }
  }
}
