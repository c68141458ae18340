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

  private List<String> fields(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertEquals(400, answer.statusCode(), answer.body());
    return new ObjectMapper()
        .readTree(answer.body())
        .get("violations")
        .valueStream()
        .map(violation -> violation.get("field").asText())
        .toList();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + test.server.httpPort() + path));
  }
}
