package perennial.registry;

import perennial.model.ClvModel;

/** Models as versioned protobuf bytes. The same model gives the same bytes. */
public final class ArtifactCodec {
  private ArtifactCodec() {}

  public static byte[] encode(ClvModel model) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws ArtifactCorrupted when the bytes are no artifact, or one of a later format
   */
  public static ClvModel decode(byte[] artifact) {
    throw new UnsupportedOperationException();
  }
}
