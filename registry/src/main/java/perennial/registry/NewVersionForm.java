package perennial.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import perennial.model.ClvModel;
import perennial.model.GoldenPrediction;
import perennial.model.GoldenPredictions;

/** Brings what is to be registered into its stored form, and refuses what is not complete. */
final class NewVersionForm {
  private NewVersionForm() {}

  /**
   * @throws IllegalArgumentException naming the field that is not acceptable
   */
  static StoredVersion of(NewVersion version) {
    var unused = ModelName.require(version.model());
    requireActor(version.actor());
    Attachments.check(version.attachments());
    String provenance = Json.write(version.provenance());
    List<String> missing = new ArrayList<>(Json.nullFields(provenance));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("provenance lacks " + String.join(", ", missing));
    }
    byte[] artifact = ArtifactCodec.encode(version.fitted());
    return new StoredVersion(
        version.fitted().family(),
        artifact,
        Hashes.sha256Hex(artifact),
        provenance,
        Json.write(version.metrics()),
        ReportJson.write(version.report()),
        GoldenCodec.encode(goldens(version.fitted(), artifact)));
  }

  /** Computed by the fitted model and checked against its stored form. */
  private static List<GoldenPrediction> goldens(ClvModel fitted, byte[] artifact) {
    List<GoldenPrediction> goldens = GoldenPredictions.of(fitted);
    Optional<String> mismatch =
        GoldenPredictions.firstMismatch(ArtifactCodec.decode(artifact), goldens);
    if (mismatch.isPresent()) {
      throw new IllegalArgumentException("the model does not survive storing: " + mismatch.get());
    }
    return goldens;
  }

  static void requireActor(String actor) {
    if (actor.isBlank()) {
      throw new IllegalArgumentException("actor must not be blank");
    }
  }
}
