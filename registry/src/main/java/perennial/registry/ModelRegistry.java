package perennial.registry;

import java.util.List;
import java.util.Optional;
import perennial.evaluation.TrainingReport;

/**
 * The versions of every model and the deployments that say which one answers. Safe for any number
 * of threads and processes. Every method throws {@link RegistryUnavailable} when the database
 * cannot be reached; nothing is half done then.
 */
public interface ModelRegistry {
  /**
   * Registers the next version in one transaction: artifact, SHA-256, provenance, metrics, report,
   * goldens, attachments, audit. Concurrent registrations of one model get consecutive numbers.
   */
  ModelVersion register(NewVersion version);

  /** All models by name. */
  List<ModelSummary> models();

  /**
   * Versions below {@code beforeVersion} (0: from the newest), newest first.
   *
   * @throws UnknownModel when there is no such model
   */
  List<ModelVersion> versions(String model, long beforeVersion, int limit);

  /**
   * @throws UnknownModel when there is no such model
   * @throws UnknownVersion when the model has no such version
   */
  ModelVersion version(String model, long version);

  /** The report of the training run that made a version. Throws like {@link #version}. */
  TrainingReport report(String model, long version);

  /**
   * What is kept beside a version under this name; empty when the version has none of it. Throws
   * like {@link #version}.
   */
  Optional<byte[]> attachment(String model, long version, String name);

  /**
   * Loads, verifies the hash and decodes. Throws like {@link #version}.
   *
   * @throws ArtifactCorrupted when the stored bytes are not the registered ones
   */
  LoadedVersion load(String model, long version);

  /**
   * Appends a deployment: compare-and-set on the sequence.
   *
   * @throws DeploymentConflict when another deployment is live; names it
   * @throws UnknownModel when there is no such model
   * @throws UnknownVersion when a version is not registered
   * @throws IllegalArgumentException naming the field, for a bad share or reason
   */
  Deployment deploy(NewDeployment deployment);

  /** The live deployment of one model. */
  Optional<Deployment> live(String model);

  /** The live deployments of all models that have one: the full desired state of a server. */
  List<Deployment> live();

  /**
   * Deployments below {@code beforeSequence} (0: from the live one), newest first.
   *
   * @throws UnknownModel when there is no such model
   */
  List<Deployment> deployments(String model, long beforeSequence, int limit);

  /** Keeps the latest report of each server and model. */
  void report(ServingReport report);

  /** Latest reports of the servers that reported within the last minute. */
  List<ServingReport> servingReports();

  /**
   * A version as one portable file's bytes: artifact, provenance, metrics, report, goldens and
   * attachments.
   */
  byte[] export(String model, long version);

  /**
   * Registers an exported version under {@code model} as its next version.
   *
   * @throws ArtifactCorrupted when the bytes are no export or their hash is wrong
   */
  ModelVersion importVersion(String model, byte[] exported, String actor);
}
