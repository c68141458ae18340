package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import perennial.model.BgCnbdK;
import perennial.model.BgNbd;
import perennial.model.ClvModel;
import perennial.model.GoldenPredictions;
import perennial.model.MbgCnbdK;
import perennial.model.MbgNbd;
import perennial.model.Nbd;
import perennial.model.ParetoNbd;
import perennial.model.PurchaseModel;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;

/** Artifacts of every family in continuous time, made now and stored when the family was new. */
class FamilyCodecTest {
  static Stream<PurchaseModel> families() {
    return Stream.of(
        new Nbd(.385, 12.07),
        new BgNbd(.2426, 4.4136, .7929, 2.4259),
        new MbgNbd(.525, 6.183, .891, 1.614),
        new ParetoNbd(.553, 10.578, .606, 11.669),
        new BgCnbdK(2, .525, 3.1, .891, 1.614),
        new MbgCnbdK(3, .525, 2.061, .891, 1.614));
  }

  private static ClvModel model(PurchaseModel purchases) {
    return Samples.model(purchases, SpendOrders.ALL, TimeUnit.WEEK);
  }

  @ParameterizedTest
  @MethodSource("families")
  void decode_encoded_givesTheSameModelAndBytes(PurchaseModel purchases) {
    ClvModel model = model(purchases);
    byte[] bytes = ArtifactCodec.encode(model);
    assertEquals(model, ArtifactCodec.decode(bytes));
    assertArrayEquals(bytes, ArtifactCodec.encode(ArtifactCodec.decode(bytes)));
    assertTrue(bytes.length < 1000, "bytes " + bytes.length);
  }

  /** These files must stay readable for ever, and predict what they did. */
  @ParameterizedTest
  @MethodSource("families")
  void decode_storedFile_predictsAsThen(PurchaseModel purchases) throws Exception {
    ClvModel model = ArtifactCodec.decode(stored(purchases.family() + "-1.bin"));
    assertEquals(model(purchases), model);
    assertEquals(
        Optional.empty(),
        GoldenPredictions.firstMismatch(
            model, GoldenCodec.decode(stored(purchases.family() + "-goldens-1.bin"))));
  }

  private static byte[] stored(String name) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            FamilyCodecTest.class.getResourceAsStream("/artifacts/" + name), name)) {
      return in.readAllBytes();
    }
  }
}
