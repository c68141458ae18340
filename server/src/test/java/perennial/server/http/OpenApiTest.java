package perennial.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** The document says what the port does: the same routes, examples that work, fields that come. */
class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonNode document = OpenApi.tree();
  private TestServer test;

  @BeforeEach
  void start() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.modelWithErrors());
    test = TestServer.start(registry, folder).ready();
  }

  @AfterEach
  void stop() {
    client.close();
    test.close();
  }

  @Test
  void document_hasExactlyTheRoutesOfThePort() {
    try (ApplicationContext context = HttpEndpoint.routesOnly()) {
      Set<String> routes =
          context
              .getBean(Router.class)
              .uriRoutes()
              .map(r -> r.getHttpMethodName() + " " + path(r))
              .filter(r -> !r.startsWith("HEAD") && !r.startsWith("OPTIONS"))
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> documented = new TreeSet<>();
      for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
        path.getValue()
            .fieldNames()
            .forEachRemaining(
                m -> documented.add(m.toUpperCase(Locale.ROOT) + " " + path.getKey()));
      }
      assertEquals(documented, routes);
    }
  }

  private static String path(UriRouteInfo<?, ?> route) {
    return route.getUriMatchTemplate().toPathString();
  }

  @Test
  void examples_areAnsweredByTheFieldsOfTheirSchemas() throws Exception {
    int examples = 0;
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      JsonNode route = path.getValue().path("post");
      JsonNode body = route.path("requestBody").path("content").path("application/json");
      if (body.has("example")) {
        examples++;
        HttpResponse<String> response = post(path.getKey(), body.get("example").toString());
        assertEquals(200, response.statusCode(), response.body());
        assertFields(
            route.at("/responses/200/content/application~1json/schema"),
            JSON.readTree(response.body()),
            path.getKey());
      }
    }
    assertTrue(examples >= 2, examples + " examples");
  }

  /** Every field that comes is documented and the other way round. */
  private void assertFields(JsonNode schema, JsonNode value, String at) {
    JsonNode resolved =
        schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
    if (value.isArray()) {
      assertTrue(!value.isEmpty(), at);
      value.forEach(v -> assertFields(resolved.path("items"), v, at + "[]"));
    } else if (value.isObject()) {
      Set<String> documented = new TreeSet<>();
      resolved.path("properties").fieldNames().forEachRemaining(documented::add);
      Set<String> present = new TreeSet<>();
      value.fieldNames().forEachRemaining(present::add);
      assertEquals(documented, present, at);
      value
          .properties()
          .forEach(f ->
              assertFields(
                  resolved.path("properties").path(f.getKey()),
                  f.getValue(),
                  at + "." + f.getKey()));
    }
  }

  @Test
  void page_namesEveryRoute_andRunsNoScript() throws Exception {
    HttpResponse<String> page = get("/docs");
    assertEquals(200, page.statusCode());
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      assertTrue(page.body().contains("<code>" + path.getKey() + "</code>"), path.getKey());
    }
    assertTrue(!page.body().contains("<script"), "no script");
    assertTrue(
        page.headers()
            .firstValue("Content-Security-Policy")
            .orElse("")
            .contains("default-src 'none'"));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + test.server.httpPort() + path))
        .timeout(Duration.ofSeconds(20));
  }
}
