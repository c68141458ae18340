package perennial.registry;

/** Stored bytes are not what was registered: wrong hash, undecodable, or a format unknown here. */
public final class ArtifactCorrupted extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ArtifactCorrupted(String what) {
    super(what);
  }

  public ArtifactCorrupted(String what, Throwable cause) {
    super(what, cause);
  }
}
