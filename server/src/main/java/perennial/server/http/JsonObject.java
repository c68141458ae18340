package perennial.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import perennial.server.serving.InvalidRequest;

/**
 * A JSON object read strictly: what is unknown, missing or of another kind is a violation under its
 * path, and the reader goes on to find the next one.
 */
final class JsonObject {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .reader()
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final JsonNode node;
  private final String path;
  private final Violations violations;

  private JsonObject(JsonNode node, String path, Violations violations) {
    this.node = node;
    this.path = path;
    this.violations = violations;
  }

  /**
   * The body of a request.
   *
   * @throws InvalidRequest when it is no JSON object
   */
  static JsonObject of(byte[] body, Violations violations) {
    JsonNode node;
    try {
      node = READER.readTree(body);
    } catch (JsonProcessingException e) {
      throw InvalidRequest.of("body", "is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw InvalidRequest.of("body", "is no JSON in UTF-8");
    }
    if (node == null || !node.isObject()) {
      throw InvalidRequest.of("body", "must be a JSON object");
    }
    return new JsonObject(node, "", violations);
  }

  /** Refuses every field but these. */
  JsonObject only(Set<String> fields) {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!fields.contains(name)) {
            wrong(
                name, "is no field of this object; they are " + fields.stream().sorted().toList());
          }
        });
    return this;
  }

  boolean has(String field) {
    return node.has(field);
  }

  void wrong(String field, String description) {
    violations.add(path + field, description);
  }

  private void wrongKind(String field, JsonNode value, String rule) {
    wrong(field, value.isContainerNode() ? rule : Violations.shown(value.asText()) + " " + rule);
  }

  /** A number; 0 beside a violation when it is missing or none. */
  double number(String field) {
    if (!node.has(field)) {
      wrong(field, "is missing");
      return 0;
    }
    return optionalNumber(field).orElse(0);
  }

  OptionalDouble optionalNumber(String field) {
    @Nullable JsonNode value = node.get(field);
    if (value == null) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      wrongKind(field, value, "must be a finite number");
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(value.doubleValue());
  }

  /** A text; empty when it is missing. */
  String text(String field) {
    @Nullable JsonNode value = node.get(field);
    if (value == null) {
      return "";
    }
    if (!value.isTextual()) {
      wrongKind(field, value, "must be a text");
      return "";
    }
    return value.textValue();
  }

  /** An object; empty, without a violation, when it is missing. */
  JsonObject object(String field) {
    @Nullable JsonNode value = node.get(field);
    if (value == null || value.isObject()) {
      return new JsonObject(
          value == null ? READER.createObjectNode() : value, path + field + ".", violations);
    }
    wrongKind(field, value, "must be an object");
    return new JsonObject(READER.createObjectNode(), path + field + ".", violations);
  }

  /** The fields' names. */
  List<String> names() {
    return node.properties().stream().map(e -> e.getKey()).toList();
  }

  /** An array's values; empty, with a violation, when it is none; null when it is missing. */
  @Nullable List<JsonNode> array(String field) {
    @Nullable JsonNode value = node.get(field);
    if (value == null) {
      return null;
    }
    if (!value.isArray()) {
      wrongKind(field, value, "must be an array");
      return List.of();
    }
    return List.copyOf(value.valueStream().toList());
  }

  /** One object of an array. */
  JsonObject element(String field, int index, JsonNode value) {
    String at = "%s[%d]".formatted(field, index);
    if (!value.isObject()) {
      wrongKind(at, value, "must be an object");
      return new JsonObject(READER.createObjectNode(), path + at + ".", new Violations());
    }
    return new JsonObject(value, path + at + ".", violations);
  }
}
