package perennial.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import perennial.registry.retraining.GateSetting;
import perennial.registry.retraining.Policy;

/**
 * The rule of a policy's settings: a flat JSON object by names of {@link Policy#RUN_SETTINGS} and
 * of {@link GateSetting}, whose values are looked at here. The values of a run are for the trainer.
 */
final class PolicySettings {
  private PolicySettings() {}

  /**
   * @throws IllegalArgumentException with everything that is wrong, by name and value
   */
  static void require(String json) {
    JsonNode settings = Json.read(Json.requireObject("settings", json), JsonNode.class);
    List<String> errors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> setting : settings.properties()) {
      error(setting.getKey(), setting.getValue()).ifPresent(errors::add);
    }
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException("settings: " + String.join("; ", errors));
    }
  }

  private static Optional<String> error(String name, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      return Optional.of(
          "%s %s must be a text, a number, true or false".formatted(name, shortened(value)));
    }
    Optional<GateSetting> gate = GateSetting.ofPolicyName(name);
    if (gate.isEmpty()) {
      return Policy.RUN_SETTINGS.contains(name)
          ? Optional.empty()
          : Optional.of(
              "%s %s is neither a setting of a run nor a limit of the gates (%s)"
                  .formatted(name, shortened(value), gateNames()));
    }
    try {
      var unused = gate.get().parse(value.asText());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String gateNames() {
    return String.join(", ", Stream.of(GateSetting.values()).map(GateSetting::policyName).toList());
  }

  private static String shortened(JsonNode value) {
    String text = value.toString();
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
