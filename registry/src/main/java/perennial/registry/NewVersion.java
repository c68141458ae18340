package perennial.registry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.evaluation.TrainingReport;
import perennial.model.ClvModel;
import perennial.model.Provenance;

/**
 * A fitted model on its way into the registry. The model's name is created at its first version.
 *
 * @param attachments kept beside the version by name ({@code a-z}, 0-9 and -), 1 byte to 64 MiB
 *     each: {@code reference} for its drift measures, {@code charts} for its page
 */
public record NewVersion(
    String model,
    ClvModel fitted,
    Provenance provenance,
    SortedMap<String, Double> metrics,
    TrainingReport report,
    SortedMap<String, byte[]> attachments,
    String actor) {
  public NewVersion {
    attachments = Collections.unmodifiableSortedMap(new TreeMap<>(attachments));
  }

  /** One without attachments. */
  public NewVersion(
      String model,
      ClvModel fitted,
      Provenance provenance,
      SortedMap<String, Double> metrics,
      TrainingReport report,
      String actor) {
    this(model, fitted, provenance, metrics, report, new TreeMap<>(), actor);
  }

  /** The same with one more attachment, or another one of that name. */
  public NewVersion withAttachment(String name, byte[] content) {
    SortedMap<String, byte[]> more = new TreeMap<>(attachments);
    more.put(name, content);
    return new NewVersion(model, fitted, provenance, metrics, report, more, actor);
  }
}
