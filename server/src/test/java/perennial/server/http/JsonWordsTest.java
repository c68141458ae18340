package perennial.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** What a version finds wrong is told under the names that the JSON request has. */
class JsonWordsTest {
  private static final String CUSTOMER =
      "{\"frequency\":1,\"recency\":2,\"T\":3,\"monetary_value\":4}";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private TestServer test;

  @BeforeEach
  void start() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.modelWithTraits());
    test = TestServer.start(registry, folder).ready();
  }

  @AfterEach
  void stop() {
    client.close();
    test.close();
  }

  @Test
  void batch_covariateMissing_namesTheCustomersField() throws Exception {
    String known = CUSTOMER.replace("}", ",\"covariates\":{\"Gender\":1}}");
    HttpRequest.Builder request =
        request("/predict/batch")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"customers\":[" + known + "," + CUSTOMER + "]}"));
    assertEquals(List.of("customers[1].covariates.Gender"), fields(request));
  }

  @ParameterizedTest
  @CsvSource({"annual_discount_rate, 11", "margin, 2", "currency, USD"})
  void customer_termsOutOfTheirDomain_nameTheParameter(String parameter, String value)
      throws Exception {
    assertEquals(
        List.of(parameter), fields(request("/customers/c1/prediction?" + parameter + "=" + value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/customers/c1/prediction?margin=half|'half' must be a finite number",
        "/customers/c1/prediction?horizon_days=1,x|'1,x' must be whole numbers with commas between them",
        "/customers/c1/prediction?model=No%20Model|'No Model' must be 1 to 63 of a-z, 0-9 and '-', starting with a letter",
        "/customers/c1/prediction?channel=LONG|must have 0 to 100 characters, not 150",
        "/customers/LONGLONG/prediction|must have 1 to 200 characters, not 300",
      })
  void customer_wrongParameter_isToldWithItsValueAndWithoutItsNameTwice(String path, String message)
      throws Exception {
    HttpRequest.Builder request = request(path.replace("LONG", "x".repeat(150)));
    assertEquals(List.of(message), each(request, "message"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"abc\"|'abc' must be a number",
        "true|'true' must be a number",
        "[7]|must be a number",
        "1e999|'1e999' must be finite",
      })
  void predict_wrongNumber_isToldWithItsValue(String sent, String message) throws Exception {
    HttpRequest.Builder request =
        request("/predict")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    CUSTOMER.replace("\"frequency\":1", "\"frequency\":" + sent)));
    assertEquals(List.of(message), each(request, "message"));
  }

  @Test
  void batch_wrongKinds_areToldWithTheirValues() throws Exception {
    HttpRequest.Builder request =
        request("/predict/batch")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"customers\":[5],\"model\":7,\"terms\":\"none\"}"));
    assertEquals(
        List.of("'5' must be an object", "'none' must be an object", "'7' must be a text"),
        each(request, "message"));
  }

  private List<String> fields(HttpRequest.Builder request) throws Exception {
    return each(request, "field");
  }

  private List<String> each(HttpRequest.Builder request, String part) throws Exception {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertEquals(400, answer.statusCode(), answer.body());
    return new ObjectMapper()
        .readTree(answer.body())
        .get("violations")
        .valueStream()
        .map(violation -> violation.get(part).asText())
        .toList();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + test.server.httpPort() + path));
  }
}
