package perennial.server.serving;

import perennial.model.ClvModel;

/**
 * One verified version in memory. A request that holds it is answered by it to the end; the garbage
 * collector ends its life.
 *
 * @param model the model's name
 * @param number the version's number
 * @param artifactSha256 lower-case hex of the registered artifact
 * @param clvModel what computes
 * @param generation unique within this process: two loads never share it, whatever their numbers
 */
public record ServedVersion(
    String model, long number, String artifactSha256, ClvModel clvModel, long generation) {}
