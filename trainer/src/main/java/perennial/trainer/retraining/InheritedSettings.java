package perennial.trainer.retraining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import perennial.registry.retraining.GateSetting;
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

  private static final Set<String> GATES =
      Stream.of(GateSetting.values()).map(GateSetting::policyName).collect(Collectors.toSet());

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private InheritedSettings() {}

  /**
   * @param champion settings of the champion's provenance; empty without one
   * @param policy a JSON object by command-line names, beside which it may have limits of the gates
   * @param run likewise
   * @throws BadInput when one of these is no flat JSON object, or the run has limits of the gates
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
    SortedMap<String, String> ofPolicy = parsed("the policy's settings", policy);
    ofPolicy.keySet().removeAll(GATES);
    merged.putAll(ofPolicy);
    SortedMap<String, String> ofRun = parsed("the run's settings", run);
    for (String name : ofRun.keySet()) {
      if (GATES.contains(name)) {
        throw new BadInput(
            "%s is a limit of the gates: it belongs to the policy, not to a run".formatted(name));
      }
    }
    merged.putAll(ofRun);
    return merged;
  }

  /**
   * The limits of the gates among a policy's settings, by {@link GateSetting#policyName}.
   *
   * @throws BadInput when it is no flat JSON object
   */
  static SortedMap<String, String> gates(String policy) {
    SortedMap<String, String> gates = parsed("the policy's settings", policy);
    gates.keySet().retainAll(GATES);
    return gates;
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
