package perennial.registry.ledger;

import java.util.List;
import java.util.Map;

/**
 * What became of a batch of events.
 *
 * @param recorded events recorded now
 * @param duplicates events that had been recorded before
 * @param refused events that were not recorded
 * @param revisions the new revision of the state of every customer that changed
 */
public record RecordedEvents(
    int recorded, int duplicates, List<Refused> refused, Map<String, Long> revisions) {
  public RecordedEvents {
    refused = List.copyOf(refused);
    revisions = Map.copyOf(revisions);
  }

  /**
   * An event that the ledger does not take: of an erased customer, or in another currency.
   *
   * @param index position in the batch, from 0
   */
  public record Refused(int index, String eventId, String field, String description) {}
}
