package perennial.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBatchSizeTest {
  private static final String ROW =
      "{\"frequency\":5,\"recency\":200,\"T\":300,\"monetary_value\":45.5}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"customers\":[C]}|1",
        "{ \"customers\" : [ C , C ] }|2",
        "{\"customers\":[C,C,C],\"horizon_days\":[30,90]}|3",
        "{\"customers\":[C,C,C],\"interval_level\":0.9}|3",
        "{\"customers\":[C,C,C],\"interval_level\":0,\"horizon_days\":[30,90]}|3",
        "{\"customers\":[C,C,C],\"interval_level\":0.0,\"horizon_days\":[30,90]}|3",
        "{\"customers\":[C,C,C],\"interval_level\":0.9,\"horizon_days\":[30,90]}|6",
        "{\"horizon_days\":[30, 90,365],\"interval_level\":9e-1,\"customers\":[C,C]}|6",
        "{\"customers\":[C,C],\"interval_level\":0.9,\"horizon_days\":[30]}|2",
        "{\"customers\":[C,C],\"interval_level\":0.9,\"horizon_days\":[]}|2",
        "{\"customers\":[C],\"terms\":{\"margin\":0.5,\"interval_level\":1}}|1",
        "{\"customers\":[{\"frequency\":5,\"covariates\":{\"a\":1},\"group\":\"{[\\\"{[\"},C]}|2",
        "{\"model\":\"[{\",\"customers\":[C]}|1",
      })
  void weight_rightBody_isWhatReadingItFinds(String text, int weight) {
    byte[] body = bytes(text.replace("C", ROW));
    assertEquals(weight, JsonBatchSize.of(body).weight());
    if (!text.contains("covariates") && !text.contains("terms")) {
      assertEquals(weight, BatchBody.read(body).weight());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "}",
        "]]]]",
        "{\"customers\":[",
        "\"",
        "\"\\",
        "{\"a\\",
        "5",
        "[{},{}]",
        "{:,"
      })
  void weight_noBatch_isOne(String text) {
    assertEquals(1, JsonBatchSize.of(bytes(text)).weight());
  }

  @Test
  void weight_fewRowsOfManyBytes_isThatOfTheBytes() {
    String body = "{\"customers\":[" + " ".repeat(4_000_000) + "{}]}";
    assertEquals(10_000, JsonBatchSize.of(bytes(body)).weight());
  }

  @Test
  void weight_moreThanABatchCanHave_isWhatOneCanHave() {
    String rows = String.join(",", Collections.nCopies(10_001, "{}"));
    assertEquals(10_000, JsonBatchSize.of(bytes("{\"customers\":[" + rows + "]}")).weight());
    assertEquals(
        20_000,
        JsonBatchSize.of(
                bytes(
                    "{\"interval_level\":0.5,\"horizon_days\":[1,2,3],\"customers\":["
                        + rows
                        + "]}"))
            .weight());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"retail\",\"customers\":[C]}|retail",
        "{\"customers\":[C],\"model\" : \"other\"}|other",
        "{\"customers\":[C]}|''",
        "{\"customers\":[{\"model\":\"inner\"}]}|''",
        "{\"name\":\"model\",\"customers\":[C]}|''",
        "{\"customers\":[C],\"terms\":{\"model\":\"inner\"}}|''",
      })
  void model_asAsked(String text, String model) {
    assertEquals(model, JsonBatchSize.of(bytes(text.replace("C", ROW))).model());
  }

  @Test
  void of_anyCut_ends() {
    byte[] whole =
        bytes(
            "{\"model\":\"a\\\"b\",\"horizon_days\":[1,2],\"customers\":["
                + ROW
                + ","
                + ROW
                + "]}");
    for (int length = 0; length <= whole.length; length++) {
      int weight = JsonBatchSize.of(java.util.Arrays.copyOf(whole, length)).weight();
      assertTrue(weight >= 1 && weight <= 2, length + " bytes: " + weight);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
