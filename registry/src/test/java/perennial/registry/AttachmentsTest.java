package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.testing.TestDatabase;

class AttachmentsTest {
  private static final byte[] REFERENCE = {0, 1, -1, 127, 0};
  private static final byte[] CHARTS = "{}".getBytes(StandardCharsets.UTF_8);

  private final Database db = TestDatabase.fresh(Clock.systemUTC());
  private final ModelRegistry registry = db.registry();

  @AfterEach
  void close() {
    db.close();
  }

  private static NewVersion attached() {
    return Samples.version("retail", 1, "ann")
        .withAttachment("reference", REFERENCE)
        .withAttachment("charts", CHARTS);
  }

  private byte[] attachment(String model, long version, String name) {
    return registry.attachment(model, version, name).orElseThrow();
  }

  @Test
  void attachment_ofARegisteredVersion_isWhatWasAttached() {
    registry.register(attached());
    assertArrayEquals(REFERENCE, attachment("retail", 1, "reference"));
    assertArrayEquals(CHARTS, attachment("retail", 1, "charts"));
    assertEquals(Optional.empty(), registry.attachment("retail", 1, "other"));
  }

  @Test
  void attachment_ofAVersionWithoutOne_isEmpty() {
    registry.register(Samples.version("retail", 1, "ann"));
    assertEquals(Optional.empty(), registry.attachment("retail", 1, "reference"));
  }

  @Test
  void attachment_ofWhatIsNotThere_saysWhich() {
    assertThrows(UnknownModel.class, () -> registry.attachment("retail", 1, "reference"));
    registry.register(attached());
    assertThrows(UnknownVersion.class, () -> registry.attachment("retail", 2, "reference"));
  }

  @Test
  void import_ofAnExport_carriesTheAttachments() {
    registry.register(attached());
    byte[] exported = registry.export("retail", 1);
    assertArrayEquals(exported, registry.export("retail", 1));

    registry.importVersion("copy", exported, "bob");
    assertArrayEquals(REFERENCE, attachment("copy", 1, "reference"));
    assertArrayEquals(CHARTS, attachment("copy", 1, "charts"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Reference", "../x", "a b", "1a"})
  void register_withABadName_registersNothing(String name) {
    NewVersion version = Samples.version("retail", 1, "ann").withAttachment(name, CHARTS);
    var refusal = assertThrows(IllegalArgumentException.class, () -> registry.register(version));
    assertTrue(refusal.toString().contains("'" + name + "'"), refusal::toString);
    assertEquals(List.of(), registry.models());
  }

  @Test
  void register_withAnEmptyAttachment_registersNothing() {
    NewVersion version = Samples.version("retail", 1, "ann").withAttachment("charts", new byte[0]);
    var refusal = assertThrows(IllegalArgumentException.class, () -> registry.register(version));
    assertTrue(refusal.toString().contains("charts"), refusal::toString);
    assertEquals(List.of(), registry.models());
  }
}
