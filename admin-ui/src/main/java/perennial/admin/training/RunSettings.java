package perennial.admin.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import perennial.admin.session.Form;

/**
 * What a run is told, as typed; what the form does not know is kept.
 *
 * @param family empty for what the command line takes
 * @param holdoutDays as typed; empty for what the command line takes
 */
record RunSettings(String family, String holdoutDays, String others) {
  static final List<String> FAMILIES =
      List.of("mbg-nbd", "bg-nbd", "pareto-nbd", "mbg-cnbd-k", "bg-cnbd-k", "nbd");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FAMILY = "family";
  private static final String HOLDOUT = "holdout-days";
  private static final int LONGEST = 3650;

  /** What a fresh form shows. */
  static final RunSettings BLANK = new RunSettings("mbg-nbd", "90", "{}");

  static RunSettings of(Form form, String others) {
    return new RunSettings(form.text(FAMILY).strip(), form.text(HOLDOUT).strip(), others);
  }

  /**
   * @param json as stored
   */
  static RunSettings of(String json) {
    ObjectNode node = object(json);
    return new RunSettings(node.path(FAMILY).asText(""), node.path(HOLDOUT).asText(""), json);
  }

  private static ObjectNode object(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return node instanceof ObjectNode object ? object : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored settings are not JSON: " + json, e);
    }
  }

  Optional<String> error() {
    if (!family.isEmpty() && !FAMILIES.contains(family)) {
      return Optional.of(
          "Family '%s' is none of %s.".formatted(family, String.join(", ", FAMILIES)));
    }
    if (!holdoutDays.isEmpty() && !holdoutDays.matches("\\d{1,4}")) {
      return Optional.of("Holdout '%s' is not a number of days.".formatted(holdoutDays));
    }
    return !holdoutDays.isEmpty() && Integer.parseInt(holdoutDays) > LONGEST
        ? Optional.of("Holdout %s is more than 3650 days.".formatted(holdoutDays))
        : Optional.empty();
  }

  /** As a JSON object by command-line names. Call after {@link #error}. */
  String json() {
    ObjectNode node = object(others);
    if (family.isEmpty()) {
      node.remove(FAMILY);
    } else {
      node.put(FAMILY, family);
    }
    if (holdoutDays.isEmpty()) {
      node.remove(HOLDOUT);
    } else {
      node.put(HOLDOUT, Integer.parseInt(holdoutDays));
    }
    return node.toString();
  }

  /** Each setting as {@code --name value}. */
  static List<String> words(String json) {
    List<String> words = new ArrayList<>();
    for (var field : object(json).properties()) {
      words.add("--%s %s".formatted(field.getKey(), field.getValue().asText()));
    }
    return words;
  }
}
