package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import perennial.model.Provenance;
import perennial.registry.Deployment;
import perennial.registry.ModelVersion;

/** The JSON of versions and deployments. */
final class RegistryJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RegistryJson() {}

  static ArrayNode versions(List<ModelVersion> versions) {
    ArrayNode array = NODES.arrayNode();
    versions.forEach(version -> array.add(version(version)));
    return array;
  }

  static ObjectNode version(ModelVersion version) {
    ObjectNode json = NODES.objectNode();
    json.put("model", version.model());
    json.put("version", version.version());
    json.put("family", version.family());
    json.put("artifactSha256", version.artifactSha256());
    json.put("artifactBytes", version.artifactBytes());
    json.put("registeredAt", version.registeredAt().toString());
    json.put("registeredBy", version.registeredBy());
    ObjectNode metrics = json.putObject("metrics");
    version.metrics().forEach(metrics::put);
    json.set("provenance", provenance(version.provenance()));
    return json;
  }

  static ArrayNode deployments(List<Deployment> deployments) {
    ArrayNode array = NODES.arrayNode();
    deployments.forEach(deployment -> array.add(deployment(deployment)));
    return array;
  }

  static ObjectNode deployment(Deployment deployment) {
    ObjectNode json = NODES.objectNode();
    json.put("model", deployment.model());
    json.put("sequence", deployment.sequence());
    json.put("championVersion", deployment.championVersion());
    deployment.challengerVersion().ifPresent(v -> json.put("challengerVersion", v));
    json.put("challengerShare", deployment.challengerShare());
    deployment.shadowVersion().ifPresent(v -> json.put("shadowVersion", v));
    json.put("actor", deployment.actor());
    json.put("reason", deployment.reason());
    json.put("deployedAt", deployment.deployedAt().toString());
    return json;
  }

  private static ObjectNode provenance(Provenance provenance) {
    ObjectNode json = NODES.objectNode();
    json.put("dataSha256", provenance.dataSha256());
    json.put("dataSource", provenance.dataSource());
    json.put("transactions", provenance.transactions());
    json.put("customers", provenance.customers());
    json.put("firstTransaction", provenance.firstTransaction().toString());
    json.put("observationEnd", provenance.observationEnd().toString());
    ObjectNode settings = json.putObject("settings");
    provenance.settings().forEach(settings::put);
    json.put("seed", provenance.seed());
    json.put("codeRevision", provenance.codeRevision());
    json.put("java", provenance.java());
    json.put("operatingSystem", provenance.operatingSystem());
    json.put("fittedAt", provenance.fittedAt().toString());
    return json;
  }
}
