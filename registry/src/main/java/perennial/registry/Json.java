package perennial.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;

/**
 * Records as JSON: dates and times in ISO 8601, enumerations by their label, absent values as null,
 * and never a number that is not finite.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(finiteNumbersAndOrderedMaps())
          .addMixIn(SpendOrders.class, Labelled.class)
          .addMixIn(TimeUnit.class, LabelledUnit.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          // Reports of a later software stay readable: it may only add fields.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  /** Makes an enumeration appear by its label. */
  private interface Labelled {
    @JsonValue
    String label();
  }

  /** Makes a unit of time appear by its label. */
  private abstract static class LabelledUnit {
    @JsonValue
    abstract String label();

    @JsonCreator
    static TimeUnit ofLabel(String label) {
      return TimeUnit.ofLabel(label);
    }
  }

  /**
   * @throws IllegalArgumentException naming the field that is not finite
   */
  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(said(e), e);
    }
  }

  /**
   * @throws IllegalArgumentException when the text is not such a value
   */
  static <T> T read(String json, Class<T> type) {
    return read(json, MAPPER.constructType(type));
  }

  /** The same for a type with parameters. */
  static <T> T read(String json, TypeReference<T> type) {
    return read(json, MAPPER.constructType(type));
  }

  private static <T> T read(String json, JavaType type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new IllegalArgumentException("JSON null where a value is needed");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(said(e), e);
    }
  }

  /** Finds out how such values are read, which the first reading would do. */
  static void prepare(Class<?> type) {
    var unused = MAPPER.readerFor(type);
  }

  /** The names of the top-level fields of a JSON object that are null. */
  static List<String> nullFields(String json) {
    JsonNode tree = read(json, JsonNode.class);
    return tree.propertyStream()
        .filter(field -> field.getValue().isNull())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * @param field names it in the message
   * @return the text
   * @throws IllegalArgumentException when the text is no JSON object
   */
  static String requireObject(String field, String json) {
    JsonNode tree;
    try {
      tree = read(json, JsonNode.class);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
    }
    if (!tree.isObject()) {
      throw new IllegalArgumentException(field + " must be a JSON object");
    }
    return json;
  }

  /** The reason and the field, without the text that was read. */
  private static String said(JsonProcessingException e) {
    String path = e instanceof JsonMappingException mapping ? mapping.getPathReference() : "";
    return e.getOriginalMessage() + (path.isEmpty() ? "" : " at " + path);
  }

  private static SimpleModule finiteNumbersAndOrderedMaps() {
    return new SimpleModule()
        .addSerializer(Double.class, new FiniteDouble())
        .addSerializer(double.class, new FiniteDouble())
        .addSerializer(OptionalDouble.class, new FiniteOptional())
        .addAbstractTypeMapping(SequencedMap.class, LinkedHashMap.class);
  }

  private static final class FiniteDouble extends StdScalarSerializer<Double> {
    private static final long serialVersionUID = 1;

    FiniteDouble() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      write(value, out);
    }

    static void write(double value, JsonGenerator out) throws IOException {
      if (!Double.isFinite(value)) {
        throw JsonMappingException.from(out, value + " is no finite number");
      }
      out.writeNumber(value);
    }
  }

  /** The library's own writes NaN as a text. */
  private static final class FiniteOptional extends StdScalarSerializer<OptionalDouble> {
    private static final long serialVersionUID = 1;

    FiniteOptional() {
      super(OptionalDouble.class);
    }

    @Override
    public void serialize(OptionalDouble value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        FiniteDouble.write(value.getAsDouble(), out);
      } else {
        out.writeNull();
      }
    }
  }
}
