package perennial.admin.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import perennial.admin.page.Field;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Formats;
import perennial.admin.session.Form;
import perennial.registry.retraining.GateSetting;

/**
 * The limits of the gates that a policy has of its own, as typed: the numbers of the command line,
 * under the same names. An empty one is the worker's.
 */
record LimitFields(Map<GateSetting, String> typed) {
  private static final int LONGEST = 12;

  static LimitFields of(Form form) {
    EnumMap<GateSetting, String> typed = new EnumMap<>(GateSetting.class);
    for (GateSetting setting : GateSetting.values()) {
      typed.put(setting, form.text(setting.policyName()).strip());
    }
    return new LimitFields(typed);
  }

  static LimitFields of(ObjectNode settings) {
    EnumMap<GateSetting, String> typed = new EnumMap<>(GateSetting.class);
    for (GateSetting setting : GateSetting.values()) {
      typed.put(setting, settings.path(setting.policyName()).asText(""));
    }
    return new LimitFields(typed);
  }

  private String at(GateSetting setting) {
    return typed.getOrDefault(setting, "");
  }

  /** How many are the policy's own. */
  long own() {
    return typed.values().stream().filter(t -> !t.isEmpty()).count();
  }

  FormErrors errors(FormErrors before) {
    FormErrors errors = before;
    for (GateSetting setting : GateSetting.values()) {
      errors = errors.with(setting.policyName(), error(setting, at(setting)));
    }
    return errors;
  }

  private static Optional<String> error(GateSetting setting, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      var unused = setting.parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          "%s: '%s' is not a %snumber from %s to %s."
              .formatted(
                  label(setting),
                  text,
                  setting.isWhole() ? "whole " : "",
                  Formats.axis(setting.least()),
                  Formats.axis(setting.most())));
    }
  }

  List<Field> fields(FormErrors errors) {
    List<Field> fields = new ArrayList<>();
    for (GateSetting setting : GateSetting.values()) {
      fields.add(
          new Field(
              setting.policyName(),
              label(setting),
              hint(setting),
              at(setting),
              setting.isWhole() ? "numeric" : "decimal",
              LONGEST,
              setting.standardText(),
              errors.at(setting.policyName())));
    }
    return fields;
  }

  private static String label(GateSetting setting) {
    return setting.meaning().replaceFirst("\\.$", "");
  }

  /** Shares are typed as on the command line, and said as a percentage too. */
  private static String hint(GateSetting setting) {
    String unit =
        setting.unit().isEmpty()
            ? setting.isWhole() ? "" : ", that is " + Formats.percent(setting.standard())
            : "\u00a0" + setting.unit();
    return "default %s%s".formatted(setting.standardText(), unit);
  }

  /** Puts them where a policy has them. Call after {@link #errors}. */
  void into(ObjectNode settings) {
    typed.forEach((setting, text) -> {
      if (text.isEmpty()) {
        settings.remove(setting.policyName());
      } else {
        settings.put(setting.policyName(), new BigDecimal(text));
      }
    });
  }
}
