package perennial.admin.gates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.registry.retraining.GateResult;

/** The evidence of a gate, figure by figure; evidence that is no JSON object has none. */
public final class GateFigures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode kept;

  private GateFigures(JsonNode kept) {
    this.kept = kept;
  }

  public static GateFigures of(GateResult gate) {
    try {
      return new GateFigures(JSON.readTree(gate.evidence()));
    } catch (JsonProcessingException e) {
      return new GateFigures(TextNode.valueOf(gate.evidence()));
    }
  }

  /** As it was kept. */
  JsonNode json() {
    return kept;
  }

  /** In the gate's order. */
  List<String> names() {
    return kept.properties().stream().map(Map.Entry::getKey).toList();
  }

  boolean has(String name) {
    return kept.has(name);
  }

  /** Null where there is none, and where it is no number, as an infinite one is kept. */
  public @Nullable Double number(String name) {
    JsonNode value = kept.path(name);
    return value.isNumber() ? value.asDouble() : null;
  }

  public boolean is(String name) {
    return kept.path(name).asBoolean();
  }

  /** A figure that is no number, as people read it. */
  String text(String name) {
    JsonNode value = kept.path(name);
    if (value.isBoolean()) {
      return value.asBoolean() ? "yes" : "no";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
