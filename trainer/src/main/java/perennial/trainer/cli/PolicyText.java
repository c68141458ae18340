package perennial.trainer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.registry.retraining.GateSetting;
import perennial.registry.retraining.Policy;

/** A retraining policy for people and for machines. */
final class PolicyText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PolicyText() {}

  static ObjectNode json(String model, Policy policy) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("model", model)
        .put("everyDays", policy.everyDays())
        .put("onAlert", policy.onAlert())
        .put("dailyBudget", policy.dailyBudget())
        .put("coolDownHours", policy.coolDownHours())
        .put("then", policy.then().name())
        .put("challengerShare", policy.challengerShare())
        .set("settings", tree(policy.settings()));
  }

  static String text(String model, Policy policy) {
    Table table =
        Table.of("ll")
            .row("model", model)
            .row(
                "by schedule",
                policy.everyDays() == 0 ? "no" : "every %d days".formatted(policy.everyDays()))
            .row(
                "by alarms",
                policy.onAlert()
                    ? "at most %d in 24 hours, %d hours apart"
                        .formatted(policy.dailyBudget(), policy.coolDownHours())
                    : "no")
            .row("what passes", outcome(policy));
    settings(policy.settings())
        .forEach((name, value) ->
            table.row(
                "--" + name,
                GateSetting.ofPolicyName(name)
                    .map(gate -> "%s (else the worker's)".formatted(value))
                    .orElse(value)));
    return table.text("");
  }

  private static String outcome(Policy policy) {
    return switch (policy.then()) {
      case NOTHING -> "stays registered; a person deploys it";
      case SHADOW -> "becomes shadow";
      case CHALLENGER ->
          "becomes challenger for %s %% of the customers"
              .formatted(
                  BigDecimal.valueOf(policy.challengerShare())
                      .movePointRight(2)
                      .stripTrailingZeros()
                      .toPlainString());
      case PROMOTE -> "becomes champion";
    };
  }

  /** Settings by name; values as they would be typed. */
  static SortedMap<String, String> settings(String json) {
    SortedMap<String, String> settings = new TreeMap<>();
    tree(json)
        .propertyStream()
        .forEach(field -> settings.put(field.getKey(), field.getValue().asText()));
    return settings;
  }

  /** The other way round. */
  static String settings(SortedMap<String, String> settings) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    settings.forEach(json::put);
    return json.toString();
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the policy's settings are no JSON: " + json, e);
    }
  }
}
