package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import perennial.registry.testing.TestDatabase;

/** Stored bytes that are no longer the registered ones. */
class CorruptionTest {
  private static final Database DB = TestDatabase.fresh(Clock.systemUTC());
  private static byte[] artifact = {};

  @BeforeAll
  static void register() {
    DB.registry().register(Samples.version("retail", 0.5, "ann"));
    artifact = ArtifactCodec.encode(Samples.model(0.5));
    DB.jdbi()
        .useHandle(h -> {
          h.execute("ALTER TABLE versions DISABLE TRIGGER USER");
          h.execute("ALTER TABLE versions DROP CONSTRAINT artifact_is_hashed");
        });
  }

  @AfterAll
  static void close() {
    DB.close();
  }

  private static void store(byte[] bytes, String sha256) {
    DB.jdbi()
        .useHandle(
            h -> h.execute("UPDATE versions SET artifact = ?, artifact_sha256 = ?", bytes, sha256));
  }

  @Test
  void load_flippedByte_isRefused() {
    for (int i = 0; i < artifact.length; i++) {
      byte[] bad = artifact.clone();
      bad[i] ^= (byte) (1 << i % 8);
      store(bad, Hashes.sha256Hex(artifact));
      var refusal =
          assertThrows(ArtifactCorrupted.class, () -> DB.registry().load("retail", 1), "byte " + i);
      assertTrue(refusal.toString().contains("retail v1"), refusal::toString);
    }
    store(artifact, Hashes.sha256Hex(artifact));
    assertEquals(Samples.model(0.5), DB.registry().load("retail", 1).model());
  }

  @Test
  void load_truncated_isRefused() {
    for (int length = 1; length < artifact.length; length += 13) {
      store(Arrays.copyOf(artifact, length), Hashes.sha256Hex(artifact));
      assertThrows(ArtifactCorrupted.class, () -> DB.registry().load("retail", 1));
    }
  }

  @Test
  void load_garbageWithItsOwnHash_isRefused() {
    byte[] garbage = "not an artifact".getBytes(StandardCharsets.UTF_8);
    store(garbage, Hashes.sha256Hex(garbage));
    assertThrows(ArtifactCorrupted.class, () -> DB.registry().load("retail", 1));
    assertThrows(ArtifactCorrupted.class, () -> DB.registry().load("retail", 1));
  }
}
