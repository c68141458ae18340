package perennial.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.RequestedTerms;

class BatchBodyTest {
  private static final String CUSTOMER =
      "{\"frequency\":5,\"recency\":200,\"T\":300,\"monetary_value\":45.5}";

  @Test
  void read_whatIsNotSaid_hasItsDefault() {
    BatchBody body = read("{\"customers\":[" + CUSTOMER + "]}");
    assertEquals(List.of(new CustomerHistory(5, 200, 300, 45.5)), body.histories());
    assertEquals(Horizons.ofDays(365), body.query().horizons());
    assertEquals(0, body.query().level());
    assertEquals("", body.query().model());
    assertEquals(RequestedTerms.NONE, body.query().terms());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|customers",
        "[]|body",
        "{\"customers\":[]} x|body",
        "{\"customers\":[]}|customers",
        "{\"customers\":{}}|customers",
        "{\"customers\":[5]}|customers[0]",
        "{\"customers\":[C,{}]}|customers[1].frequency",
        "{\"customers\":[C],\"customer\":1}|customer",
        "{\"customers\":[C],\"customers\":[C]}|body",
        "{\"customers\":[C],\"horizon_days\":[0]}|horizon_days",
        "{\"customers\":[C],\"horizon_days\":[1.5]}|horizon_days",
        "{\"customers\":[C],\"horizon_days\":\"30\"}|horizon_days",
        "{\"customers\":[C],\"interval_level\":1}|interval_level",
        "{\"customers\":[C],\"interval_level\":\"x\"}|interval_level",
        "{\"customers\":[C],\"model\":5}|model",
        "{\"customers\":[C],\"terms\":{\"rate\":1}}|terms.rate",
        "{\"customers\":[C],\"terms\":7}|terms",
        "{\"customers\":[{\"frequency\":5,\"recency\":301,\"T\":300,\"monetary_value\":1}]}|customers[0].recency",
        "{\"customers\":[{\"frequency\":5,\"recency\":1,\"T\":300,\"monetary_value\":1,\"covariates\":{\"a\":\"x\"}}]}|customers[0].covariates.a",
      })
  void read_whatIsWrong_isNamed(String body, String field) {
    InvalidRequest refused =
        assertThrows(InvalidRequest.class, () -> read(body.replace("C", CUSTOMER)));
    assertEquals(field, refused.violations().getFirst().field(), refused.getMessage());
  }

  @Test
  void read_manyWrongRows_namesTwentyAndCountsTheRest() {
    String bad = "{\"frequency\":1,\"recency\":2,\"T\":1,\"monetary_value\":1}";
    InvalidRequest refused =
        assertThrows(
            InvalidRequest.class,
            () -> read("{\"customers\":[" + (bad + ",").repeat(49) + bad + "]}"));
    assertEquals(20, refused.violations().size());
    assertTrue(String.valueOf(refused.getMessage()).contains("49 more"), refused.getMessage());
  }

  private static BatchBody read(String body) {
    return BatchBody.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
