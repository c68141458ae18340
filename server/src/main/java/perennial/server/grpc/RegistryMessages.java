package perennial.server.grpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import perennial.api.v1.Deployment;
import perennial.api.v1.Model;
import perennial.api.v1.ModelVersion;
import perennial.model.Provenance;
import perennial.registry.ModelSummary;

/** The registry's records as messages. */
final class RegistryMessages {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private RegistryMessages() {}

  static Model model(ModelSummary summary) {
    Model.Builder model =
        Model.newBuilder().setName(summary.name()).setLatestVersion(summary.latestVersion());
    summary.live().ifPresent(live -> model.setLive(deployment(live)));
    return model.build();
  }

  static ModelVersion version(perennial.registry.ModelVersion version) {
    return ModelVersion.newBuilder()
        .setModel(version.model())
        .setVersion(version.version())
        .setFamily(version.family())
        .setArtifactSha256(version.artifactSha256())
        .setArtifactBytes(version.artifactBytes())
        .setRegisteredAt(Times.timestamp(version.registeredAt()))
        .setRegisteredBy(version.registeredBy())
        .putAllMetrics(version.metrics())
        .setProvenanceJson(json(version.provenance()))
        .build();
  }

  static Deployment deployment(perennial.registry.Deployment deployment) {
    return Deployment.newBuilder()
        .setModel(deployment.model())
        .setSequence(deployment.sequence())
        .setChampionVersion(deployment.championVersion())
        .setChallengerVersion(deployment.challengerVersion().orElse(0))
        .setChallengerShare(deployment.challengerShare())
        .setShadowVersion(deployment.shadowVersion().orElse(0))
        .setActor(deployment.actor())
        .setReason(deployment.reason())
        .setDeployedAt(Times.timestamp(deployment.deployedAt()))
        .build();
  }

  private static String json(Provenance provenance) {
    try {
      return JSON.writeValueAsString(provenance);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("provenance is plain data", e);
    }
  }
}
