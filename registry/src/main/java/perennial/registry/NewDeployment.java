package perennial.registry;

import java.util.OptionalLong;

/**
 * A wanted deployment. Promotion, roll back, challenger and shadow are all one of these.
 *
 * @param expectedSequence sequence of the deployment it replaces; 0 for a model's first
 * @param actor who wants it
 * @param reason why, 1 to 1,000 characters
 */
public record NewDeployment(
    String model,
    long championVersion,
    OptionalLong challengerVersion,
    double challengerShare,
    OptionalLong shadowVersion,
    long expectedSequence,
    String actor,
    String reason) {

  /** A deployment of a champion alone. */
  public static NewDeployment champion(
      String model, long version, long expectedSequence, String actor, String reason) {
    return new NewDeployment(
        model,
        version,
        OptionalLong.empty(),
        0,
        OptionalLong.empty(),
        expectedSequence,
        actor,
        reason);
  }
}
