package perennial.evaluation;

import java.util.List;
import java.util.SequencedMap;
import perennial.fitting.LikelihoodRatio;

/**
 * Groups of customers that borrow from each other.
 *
 * @param column that names the groups
 * @param spread by parameter, the standard deviation over groups of its logarithm
 * @param againstOne test against one set of parameters for all; its p is conservative
 * @param groups by name, ascending
 */
public record PoolingReport(
    String column,
    SequencedMap<String, Double> spread,
    LikelihoodRatio againstOne,
    List<Group> groups) {

  /**
   * @param customers it was fitted on
   * @param parameters by name, in the model's order and the report's unit of time
   */
  public record Group(String name, long customers, SequencedMap<String, Double> parameters) {}
}
