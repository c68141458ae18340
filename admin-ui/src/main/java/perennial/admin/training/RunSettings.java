package perennial.admin.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import perennial.admin.page.Field;
import perennial.admin.page.FormErrors;
import perennial.admin.session.Form;
import perennial.registry.retraining.GateSetting;

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

  /** Settings as they are stored. */
  static ObjectNode object(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return node instanceof ObjectNode object ? object : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored settings are not JSON: " + json, e);
    }
  }

  FormErrors errors(FormErrors before) {
    return before.with(FAMILY, familyError()).with(HOLDOUT, holdoutError());
  }

  private Optional<String> familyError() {
    return family.isEmpty() || FAMILIES.contains(family)
        ? Optional.empty()
        : Optional.of("Family '%s' is none of %s.".formatted(family, String.join(", ", FAMILIES)));
  }

  private Optional<String> holdoutError() {
    if (!holdoutDays.isEmpty() && !holdoutDays.matches("\\d{1,4}")) {
      return Optional.of("Holdout '%s' is not a number of days.".formatted(holdoutDays));
    }
    return !holdoutDays.isEmpty() && Integer.parseInt(holdoutDays) > LONGEST
        ? Optional.of("Holdout %s is more than 3650 days.".formatted(holdoutDays))
        : Optional.empty();
  }

  /** The field of the holdout. */
  Field holdout(FormErrors errors) {
    return Field.whole(HOLDOUT, "Holdout, days", "", holdoutDays, 4).judged(errors);
  }

  /** By command-line names. Call after {@link #errors}. */
  ObjectNode node() {
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
    return node;
  }

  /** What the policy's form does not ask for and keeps, as {@code --name value}. */
  List<String> kept() {
    ObjectNode node = object(others);
    node.remove(List.of(FAMILY, HOLDOUT));
    for (GateSetting limit : GateSetting.values()) {
      node.remove(limit.policyName());
    }
    return words(node);
  }

  /** Each setting as {@code --name value}. */
  static List<String> words(String json) {
    return words(object(json));
  }

  private static List<String> words(ObjectNode settings) {
    List<String> words = new ArrayList<>();
    for (var field : settings.properties()) {
      words.add("--%s %s".formatted(field.getKey(), field.getValue().asText()));
    }
    return words;
  }
}
