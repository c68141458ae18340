package perennial.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import perennial.registry.monitoring.VersionReference;

/** References of versions as compressed JSON: the attachment of that name. */
public final class ReferenceJson {
  /** The attachment's name. */
  public static final String ATTACHMENT = "reference";

  private static final int FORMAT = 1;

  private ReferenceJson() {}

  private record Stored(int format, VersionReference reference) {}

  /**
   * @throws IllegalArgumentException naming the field when a number is not finite
   */
  public static byte[] write(VersionReference reference) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(Json.write(new Stored(FORMAT, reference)).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws ArtifactCorrupted when the bytes are no reference
   */
  public static VersionReference read(byte[] bytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      Stored stored =
          Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), Stored.class);
      if (stored.format() != FORMAT) {
        throw new ArtifactCorrupted(
            "reference format %d is not known here; the highest is %d"
                .formatted(stored.format(), FORMAT));
      }
      return stored.reference();
    } catch (IOException | IllegalArgumentException e) {
      throw new ArtifactCorrupted("this is no reference of a version: " + e.getMessage(), e);
    }
  }
}
