package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.model.GoldenPrediction;
import perennial.model.GoldenPredictions;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.Deployment;
import perennial.server.TestModels;

class KeptVersionCodecTest {
  private static final KeptVersion CHAMPION = version(3);
  private static final KeptDeployment KEPT =
      new KeptDeployment(
          new Deployment(
              "retail",
              7,
              3,
              OptionalLong.of(4),
              0.25,
              OptionalLong.of(5),
              "änä",
              "better on März",
              Instant.parse("2026-07-01T10:00:00.123456Z")),
          List.of(CHAMPION, version(4), version(5)));

  private static KeptVersion version(long number) {
    return new KeptVersion(
        number,
        "ab".repeat(32),
        new byte[] {1, 2, (byte) number},
        GoldenPredictions.of(TestModels.model(number)));
  }

  @Test
  void decode_encoded_isTheSame() {
    KeptDeployment read = KeptVersionCodec.decode(KeptVersionCodec.encode(KEPT));
    assertEquals(KEPT.deployment(), read.deployment());
    assertEquals(3, read.versions().size());
    for (int i = 0; i < 3; i++) {
      assertSame(KEPT.versions().get(i), read.versions().get(i));
    }
  }

  private static void assertSame(KeptVersion expected, KeptVersion read) {
    assertEquals(expected.number(), read.number());
    assertEquals(expected.artifactSha256(), read.artifactSha256());
    assertArrayEquals(expected.artifact(), read.artifact());
    assertEquals(expected.goldens(), read.goldens());
  }

  @Test
  void decode_goldensWithTraits_areTheSame() {
    List<GoldenPrediction> goldens = GoldenPredictions.of(TestModels.modelWithTraits());
    KeptDeployment kept =
        new KeptDeployment(
            KEPT.deployment(),
            List.of(new KeptVersion(3, "ab".repeat(32), new byte[] {1}, goldens)));
    KeptDeployment read = KeptVersionCodec.decode(KeptVersionCodec.encode(kept));
    assertEquals(goldens, read.versions().getFirst().goldens());
    assertTrue(goldens.stream().anyMatch(g -> !g.history().traits().covariates().isEmpty()));
  }

  /** Format 1 had no traits; formats 1 and 2 had the champion alone. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void decode_fileOfAnOlderFormat_isTheChampion(int format) throws Exception {
    byte[] bytes;
    try (InputStream in =
        getClass().getResourceAsStream("kept-version-format-" + format + ".bin")) {
      bytes = Objects.requireNonNull(in).readAllBytes();
    }
    KeptDeployment read = KeptVersionCodec.decode(bytes);
    assertEquals(KEPT.deployment(), read.deployment());
    assertEquals(1, read.versions().size());
    KeptVersion champion = read.version(3).orElseThrow();
    assertEquals(CHAMPION.goldens().size(), champion.goldens().size());
    assertEquals(
        Optional.empty(), GoldenPredictions.firstMismatch(TestModels.model(3), champion.goldens()));
  }

  @Test
  void decode_cutAnywhere_isRefused() {
    byte[] bytes = KeptVersionCodec.encode(KEPT);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(ArtifactCorrupted.class, () -> KeptVersionCodec.decode(cut));
    }
  }

  @Test
  void decode_anyBitFlipped_isRefused() {
    byte[] bytes = KeptVersionCodec.encode(KEPT);
    for (int i = 0; i < bytes.length; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      assertThrows(ArtifactCorrupted.class, () -> KeptVersionCodec.decode(flipped));
    }
  }

  @Test
  void decode_somethingAppended_isRefused() {
    byte[] bytes = KeptVersionCodec.encode(KEPT);
    assertThrows(
        ArtifactCorrupted.class,
        () -> KeptVersionCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)));
  }
}
