package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.UnknownFieldSet;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import perennial.artifact.v1.Artifact;
import perennial.model.BtydModel;
import perennial.model.ClvModel;
import perennial.model.Covariance;
import perennial.model.CustomerHistory;
import perennial.model.FixedSpend;
import perennial.model.GammaGamma;
import perennial.model.GoldenPrediction;
import perennial.model.GoldenPredictions;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.model.ScaledGammaGamma;

class ArtifactCodecTest {
  @Test
  void decode_encoded_givesTheSameModelAndBytes() {
    for (ClvModel model : new ClvModel[] {Samples.model(0.525), Samples.bgNbd()}) {
      byte[] bytes = ArtifactCodec.encode(model);
      assertEquals(model, ArtifactCodec.decode(bytes));
      assertArrayEquals(bytes, ArtifactCodec.encode(ArtifactCodec.decode(bytes)));
    }
  }

  /** The largest that can be fitted: 16 covariates of purchases and spend, or 60 groups. */
  @Test
  void decode_everythingThatDependsOnTheCustomer_isTheSameAndSmall() {
    for (BtydModel model : List.of(LargeModels.withCovariates(), LargeModels.withGroups())) {
      byte[] bytes = ArtifactCodec.encode(model);
      assertEquals(model, ArtifactCodec.decode(bytes));
      assertTrue(bytes.length < 20_000, model.groups().column() + bytes.length);
      List<GoldenPrediction> goldens = GoldenPredictions.of(model);
      assertEquals(goldens, GoldenCodec.decode(GoldenCodec.encode(goldens)));
      assertTrue(
          goldens.stream().map(g -> g.history().traits()).distinct().count() >= 5, "traits vary");
      assertEquals(
          Optional.empty(), GoldenPredictions.firstMismatch(ArtifactCodec.decode(bytes), goldens));
    }
  }

  @Test
  void decode_fixedSpend_isTheSame() {
    BtydModel model = LargeModels.withSpend(new FixedSpend(9.99), Covariance.UNKNOWN);
    assertEquals(model, ArtifactCodec.decode(ArtifactCodec.encode(model)));
    BtydModel exponent =
        LargeModels.withSpend(
            new ScaledGammaGamma(new GammaGamma(6, 3, 15), .2, List.of(), List.of()),
            LargeModels.covariance(4));
    assertEquals(exponent, ArtifactCodec.decode(ArtifactCodec.encode(exponent)));
  }

  /** A file that was stored when format 1 was new; it must stay readable for ever. */
  @Test
  void decode_storedFileOfFormat1_predictsAsThen() throws Exception {
    ClvModel model = ArtifactCodec.decode(stored("/artifacts/format-1.bin"));
    assertEquals(Samples.model(0.525), model);
    Prediction p = model.predict(new CustomerHistory(5, 200, 300, 45.5), Horizons.ofDays(30, 90));
    double tolerance = 1e-9;
    assertEquals(FORMAT_1_ALIVE, p.probabilityAlive(), tolerance);
    assertEquals(FORMAT_1_SPEND, p.expectedSpend(), tolerance * 100);
    assertEquals(FORMAT_1_PURCHASES_90, p.horizons().get(1).expectedPurchases(), tolerance);
    assertEquals(FORMAT_1_CLV_90, p.horizons().get(1).clv(), tolerance * 100);
    assertEquals(
        Optional.empty(),
        GoldenPredictions.firstMismatch(
            model, GoldenCodec.decode(stored("/artifacts/goldens-1.bin"))));
  }

  private static final double FORMAT_1_ALIVE = 0.5255188232127767;
  private static final double FORMAT_1_SPEND = 44.671226831421;
  private static final double FORMAT_1_PURCHASES_90 = 0.700762307689132;
  private static final double FORMAT_1_CLV_90 = 10.832073018008897;

  private static byte[] stored(String name) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(ArtifactCodecTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void decode_laterFormatOrUnknownField_isRefused() throws Exception {
    Artifact good = Artifact.parseFrom(ArtifactCodec.encode(Samples.model(0.525)));
    byte[] later = good.toBuilder().setFormatVersion(2).build().toByteArray();
    var refusal = assertThrows(ArtifactCorrupted.class, () -> ArtifactCodec.decode(later));
    assertTrue(refusal.toString().contains("artifact format 2 is not known"), refusal::toString);
    UnknownFieldSet extra =
        UnknownFieldSet.newBuilder()
            .addField(77, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    byte[] outer = good.toBuilder().setUnknownFields(extra).build().toByteArray();
    byte[] inner =
        good.toBuilder()
            .setBtyd(good.getBtyd().toBuilder().setUnknownFields(extra))
            .build()
            .toByteArray();
    assertThrows(ArtifactCorrupted.class, () -> ArtifactCodec.decode(outer));
    assertThrows(ArtifactCorrupted.class, () -> ArtifactCodec.decode(inner));
    assertThrows(ArtifactCorrupted.class, () -> ArtifactCodec.decode(new byte[0]));
  }

  /** Whatever the bytes: a model or this one exception. */
  @Test
  void decode_flippedAndTruncatedBytes_neverFailsOtherwise() {
    byte[] artifact = ArtifactCodec.encode(Samples.model(0.525));
    byte[] goldens = GoldenCodec.encode(GoldenPredictions.of(Samples.model(0.525)));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      decodeOrRefuse(() -> ArtifactCodec.decode(mutated(artifact, random)));
      decodeOrRefuse(() -> GoldenCodec.decode(mutated(goldens, random)));
    }
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      decodeOrRefuse(() -> ArtifactCodec.decode(noise));
      decodeOrRefuse(() -> ExportCodec.decode(noise));
    }
  }

  private static byte[] mutated(byte[] good, SplittableRandom random) {
    byte[] bad =
        Arrays.copyOf(good, good.length - random.nextInt(3) * random.nextInt(good.length) / 2);
    for (int flips = random.nextInt(1, 4); flips > 0 && bad.length > 0; flips--) {
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bad;
  }

  private static void decodeOrRefuse(Runnable decode) {
    try {
      decode.run();
    } catch (ArtifactCorrupted expected) {
      assertTrue(expected.getMessage() != null);
    }
  }
}
