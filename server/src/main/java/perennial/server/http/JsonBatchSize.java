package perennial.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import perennial.server.serving.BatchLimits;

/**
 * How much a body of {@code POST /predict/batch} asks for, found by one pass over its bytes that
 * makes no objects: what does not fit is refused at a small part of the cost of reading it.
 *
 * <p>It counts the objects in an array of the outermost object as rows, and looks for two fields.
 * Of what is no JSON it counts something; reading it says so to the caller. Fields whose names are
 * written with escapes are not seen, so what was read is counted again.
 */
final class JsonBatchSize {
  private static final byte[] MODEL = bytes("model");
  private static final byte[] HORIZONS = bytes("horizon_days");
  private static final byte[] LEVEL = bytes("interval_level");

  private final byte[] body;
  private int depth;
  private int nameFrom; // of the last string directly in the outermost object
  private int nameTo;
  private boolean isValue; // whether a string there would be a value
  private byte[] field = {};
  private String model = "";
  private int rows;
  private int horizons;
  private boolean intervals;

  private JsonBatchSize(byte[] body) {
    this.body = body;
  }

  static JsonBatchSize of(byte[] body) {
    JsonBatchSize size = new JsonBatchSize(body);
    size.scan();
    return size;
  }

  int weight() {
    return BatchLimits.weight(rows, horizons, intervals, body.length);
  }

  /** The model that is asked for; empty when none is, or it cannot be told. */
  String model() {
    return model;
  }

  private void scan() {
    int at = 0;
    while (at < body.length) {
      switch (body[at]) {
        case '"' -> at = string(at + 1);
        case '{' -> open(true);
        case '[' -> open(false);
        case '}', ']' -> depth--;
        case ':' -> {
          if (depth == 1) {
            field = Arrays.copyOfRange(body, nameFrom, nameTo);
            isValue = true;
          }
        }
        case ',' -> comma();
        default -> literal(body[at]);
      }
      at++;
    }
  }

  private void open(boolean object) {
    if (depth == 2 && object) {
      rows++;
    }
    depth++;
  }

  private void comma() {
    if (depth == 1) {
      isValue = false;
    } else if (depth == 2 && Arrays.equals(field, HORIZONS)) {
      horizons++;
    }
  }

  private void literal(byte digit) {
    if (digit < '1' || digit > '9') {
      return;
    }
    if (depth == 1 && isValue && !intervals) {
      intervals = Arrays.equals(field, LEVEL);
    } else if (depth == 2 && horizons == 0 && Arrays.equals(field, HORIZONS)) {
      horizons = 1; // the others follow commas
    }
  }

  /** The end of the string that begins here. */
  private int string(int from) {
    int at = from;
    while (at < body.length && body[at] != '"') {
      at += body[at] == '\\' ? 2 : 1;
    }
    int to = Math.min(at, body.length);
    if (depth == 1 && !isValue) {
      nameFrom = from;
      nameTo = to;
    } else if (depth == 1 && Arrays.equals(field, MODEL)) {
      model = new String(body, from, to - from, StandardCharsets.UTF_8);
    }
    return at;
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
