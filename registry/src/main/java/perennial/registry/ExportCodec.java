package perennial.registry;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.artifact.v1.Attachment;
import perennial.artifact.v1.ExportFile;
import perennial.artifact.v1.ExportedVersion;
import perennial.model.ClvModel;
import perennial.model.GoldenPredictions;
import perennial.model.Provenance;

/** Exported versions as the bytes of one file, hashed as a whole. */
final class ExportCodec {
  private static final String KIND = "perennial-version";
  private static final int FORMAT = 1;

  private ExportCodec() {}

  /**
   * A version from a file.
   *
   * @param origin where it comes from, in words
   */
  record Imported(StoredVersion version, SortedMap<String, byte[]> attachments, String origin) {}

  static byte[] encode(
      String registryId,
      ModelVersion version,
      StoredVersion stored,
      SortedMap<String, byte[]> attachments) {
    stored.verifyHash(version.model() + " v" + version.version());
    ByteString content =
        ExportedVersion.newBuilder()
            .setRegistryId(registryId)
            .setModel(version.model())
            .setVersion(version.version())
            .setRegisteredAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, version.registeredAt()))
            .setRegisteredBy(version.registeredBy())
            .setArtifact(ByteString.copyFrom(stored.artifact()))
            .setArtifactSha256(stored.artifactSha256())
            .setProvenanceJson(stored.provenanceJson())
            .setMetricsJson(stored.metricsJson())
            .setReportJson(stored.reportJson())
            .setGoldens(ByteString.copyFrom(stored.goldens()))
            .addAllAttachments(attachments(attachments))
            .build()
            .toByteString();
    return ExportFile.newBuilder()
        .setKind(KIND)
        .setFormatVersion(FORMAT)
        .setContent(content)
        .setContentSha256(ByteString.copyFrom(Hashes.sha256(content.toByteArray())))
        .build()
        .toByteArray();
  }

  /**
   * Verifies both hashes, decodes every part and recomputes the goldens.
   *
   * @throws ArtifactCorrupted when the bytes are no export or something in them is wrong
   */
  static Imported decode(byte[] file) {
    try {
      ExportedVersion in = ExportedVersion.parseFrom(verifiedContent(ExportFile.parseFrom(file)));
      StoredVersion stored = stored(in);
      stored.verifyHash("exported " + in.getModel() + " v" + in.getVersion());
      return new Imported(
          stored,
          attachments(in),
          "from %s v%d of registry %s, registered %s by %s"
              .formatted(
                  in.getModel(),
                  in.getVersion(),
                  in.getRegistryId(),
                  Instant.EPOCH.plus(in.getRegisteredAtMicros(), ChronoUnit.MICROS),
                  in.getRegisteredBy()));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new ArtifactCorrupted("this is no exported version: " + e.getMessage(), e);
    }
  }

  private static List<Attachment> attachments(SortedMap<String, byte[]> attachments) {
    return attachments.entrySet().stream()
        .map(attachment ->
            Attachment.newBuilder()
                .setName(attachment.getKey())
                .setContent(ByteString.copyFrom(attachment.getValue()))
                .build())
        .toList();
  }

  private static SortedMap<String, byte[]> attachments(ExportedVersion in) {
    SortedMap<String, byte[]> attachments = new TreeMap<>();
    in.getAttachmentsList()
        .forEach(a -> attachments.put(a.getName(), a.getContent().toByteArray()));
    Attachments.check(attachments);
    return attachments;
  }

  private static ByteString verifiedContent(ExportFile file) {
    if (!file.getKind().equals(KIND)) {
      throw new ArtifactCorrupted("this is no exported version of perennial");
    }
    if (file.getFormatVersion() != FORMAT) {
      throw new ArtifactCorrupted(
          "export format %d is not known here; the highest is %d"
              .formatted(file.getFormatVersion(), FORMAT));
    }
    byte[] actual = Hashes.sha256(file.getContent().toByteArray());
    if (!MessageDigest.isEqual(actual, file.getContentSha256().toByteArray())) {
      throw new ArtifactCorrupted("the exported version was changed: its SHA-256 does not fit");
    }
    return file.getContent();
  }

  private static StoredVersion stored(ExportedVersion in) {
    byte[] artifact = in.getArtifact().toByteArray();
    ClvModel model = ArtifactCodec.decode(artifact);
    Optional<String> mismatch =
        GoldenPredictions.firstMismatch(model, GoldenCodec.decode(in.getGoldens().toByteArray()));
    if (mismatch.isPresent()) {
      throw new ArtifactCorrupted(
          "the exported version computes otherwise here: " + mismatch.get());
    }
    ReportJson.read(in.getReportJson());
    Json.read(in.getMetricsJson(), VersionTable.METRICS);
    Json.read(in.getProvenanceJson(), Provenance.class);
    List<String> missing = Json.nullFields(in.getProvenanceJson());
    if (!missing.isEmpty()) {
      throw new ArtifactCorrupted("the exported provenance lacks " + String.join(", ", missing));
    }
    return new StoredVersion(
        model.family(),
        artifact,
        in.getArtifactSha256(),
        in.getProvenanceJson(),
        in.getMetricsJson(),
        in.getReportJson(),
        in.getGoldens().toByteArray());
  }
}
