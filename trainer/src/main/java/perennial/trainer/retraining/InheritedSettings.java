package perennial.trainer.retraining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.trainer.transactions.BadInput;

/**
 * The settings of a run: what made the champion, overridden by the policy's and then by the run's
 * own. Of the champion only what is about the model is taken, not where its data lay.
 */
public final class InheritedSettings {
  private static final Set<String> OF_THE_MODEL =
      Set.of(
          "family",
          "k",
          "time-unit",
          "spend-orders",
          "spend-model",
          "annual-discount-rate",
          "margin",
          "holdout-days",
          "covariates-file",
          "covariate-columns",
          "spend-covariates",
          "equal-covariates",
          "covariate-penalty",
          "pool-by");

  /** Gates need days to judge on. */
  private static final String STANDARD_HOLDOUT = "90";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private InheritedSettings() {}

  /**
   * @param champion settings of the champion's provenance; empty without one
   * @param policy a JSON object by command-line names
   * @param run likewise
   * @throws BadInput when one of these is no flat JSON object
   */
  public static SortedMap<String, String> of(
      Map<String, String> champion, String policy, String run) {
    SortedMap<String, String> merged = new TreeMap<>();
    merged.put("holdout-days", STANDARD_HOLDOUT);
    champion.forEach((name, value) -> {
      if (OF_THE_MODEL.contains(name) && isChoice(name, value)) {
        merged.put(name, value);
      }
    });
    merged.putAll(parsed("the policy's settings", policy));
    merged.putAll(parsed("the run's settings", run));
    return merged;
  }

  /** Whether provenance names a choice, not its absence. */
  private static boolean isChoice(String name, String value) {
    return switch (name) {
      case "k" -> value.chars().allMatch(Character::isDigit);
      case "holdout-days" -> !value.equals("0");
      default -> true;
    };
  }

  private static SortedMap<String, String> parsed(String what, String json) {
    SortedMap<String, String> values = new TreeMap<>();
    try {
      JsonNode tree = JSON.readTree(json);
      if (!tree.isObject()) {
        throw new BadInput(what + " must be a JSON object, not " + json);
      }
      for (Map.Entry<String, JsonNode> field : tree.properties()) {
        if (!field.getValue().isValueNode() || field.getValue().isNull()) {
          throw new BadInput(
              "%s: %s must be a text, a number, true or false, not %s"
                  .formatted(what, field.getKey(), field.getValue()));
        }
        values.put(field.getKey(), field.getValue().asText());
      }
    } catch (JsonProcessingException e) {
      throw new BadInput("%s are no JSON: %s".formatted(what, e.getOriginalMessage()), e);
    }
    return values;
  }
}
