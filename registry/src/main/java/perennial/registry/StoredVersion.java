package perennial.registry;

/**
 * A version in its stored form: what the table holds and what an exported file carries.
 *
 * @param artifactSha256 as registered, not recomputed
 * @param goldens bytes of {@link GoldenCodec}
 */
record StoredVersion(
    String family,
    byte[] artifact,
    String artifactSha256,
    String provenanceJson,
    String metricsJson,
    String reportJson,
    byte[] goldens) {

  /**
   * @param what names the version in the message
   * @throws ArtifactCorrupted when the artifact is not the one that was hashed
   */
  void verifyHash(String what) {
    String actual = Hashes.sha256Hex(artifact);
    if (!actual.equals(artifactSha256)) {
      throw new ArtifactCorrupted(
          "%s: artifact has SHA-256 %s, registered was %s".formatted(what, actual, artifactSha256));
    }
  }
}
