package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import perennial.model.GoldenPredictions;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.Deployment;
import perennial.server.TestModels;

class KeptVersionCodecTest {
  private static final KeptVersion KEPT =
      new KeptVersion(
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
          "ab".repeat(32),
          new byte[] {1, 2, 3},
          GoldenPredictions.of(TestModels.model(3)));

  @Test
  void decode_encoded_isTheSame() {
    KeptVersion read = KeptVersionCodec.decode(KeptVersionCodec.encode(KEPT));
    assertEquals(KEPT.deployment(), read.deployment());
    assertEquals(KEPT.artifactSha256(), read.artifactSha256());
    assertArrayEquals(KEPT.artifact(), read.artifact());
    assertEquals(KEPT.goldens(), read.goldens());
  }

  @Test
  void decode_goldensWithTraits_areTheSame() {
    KeptVersion kept =
        new KeptVersion(
            KEPT.deployment(),
            KEPT.artifactSha256(),
            KEPT.artifact(),
            GoldenPredictions.of(TestModels.modelWithTraits()));
    KeptVersion read = KeptVersionCodec.decode(KeptVersionCodec.encode(kept));
    assertEquals(kept.goldens(), read.goldens());
    assertTrue(kept.goldens().stream().anyMatch(g -> !g.history().traits().covariates().isEmpty()));
  }

  @Test
  void decode_fileFromBeforeTraits_isRead() throws Exception {
    byte[] bytes;
    try (InputStream in = getClass().getResourceAsStream("kept-version-format-1.bin")) {
      bytes = Objects.requireNonNull(in).readAllBytes();
    }
    KeptVersion read = KeptVersionCodec.decode(bytes);
    assertEquals(KEPT.deployment(), read.deployment());
    assertEquals(KEPT.goldens().size(), read.goldens().size());
    assertEquals(
        Optional.empty(), GoldenPredictions.firstMismatch(TestModels.model(3), read.goldens()));
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
