package perennial.server.serving;

import java.util.Optional;
import java.util.UUID;
import perennial.model.Prediction;
import perennial.model.ValueTerms;
import perennial.registry.ledger.CustomerState;

/**
 * One prediction, and how it came about.
 *
 * @param servedBy the version that made it, or whose cohort estimate it is
 * @param terms that its values are stated in
 * @param state of the customer that it was made from; empty for a history, and for a customer whom
 *     the ledger does not know
 * @param cohort that answered, for people; empty for source INDIVIDUAL
 * @param id its name in the prediction log; empty when it was not sampled
 */
public record Answer(
    ServedVersion servedBy,
    Arm arm,
    Source source,
    Prediction prediction,
    ValueTerms terms,
    Optional<CustomerState> state,
    String cohort,
    Optional<UUID> id) {

  /** The same with its name in the log. */
  public Answer withId(UUID logged) {
    return new Answer(servedBy, arm, source, prediction, terms, state, cohort, Optional.of(logged));
  }
}
