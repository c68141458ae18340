package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person with the demo's first password, who looks at pages of the admin UI. */
final class SignedInBrowser implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PASSWORD = "a long enough password";

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .connectTimeout(PATIENCE)
          .build();
  private final String base;

  SignedInBrowser(Announcement announcement) throws Exception {
    this(announcement.adminPort(), announcement.adminPassword().orElseThrow());
  }

  SignedInBrowser(int adminPort, String first) throws Exception {
    base = "http://127.0.0.1:" + adminPort;
    submit("/login", Map.of("user", AdminPasswordCommand.USER, "password", first, "next", "/"));
    submit("/password", Map.of("new-password", PASSWORD, "new-password-again", PASSWORD));
  }

  /** The page at a path, which must be there. */
  String page(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    assertEquals(200, response.statusCode(), path + ": " + response.body());
    return response.body();
  }

  private void submit(String path, Map<String, String> fields) throws Exception {
    String page = page(path);
    Matcher token = TOKEN.matcher(page);
    if (!token.find()) {
      throw new AssertionError("no form token in " + page);
    }
    Map<String, String> form = new LinkedHashMap<>(fields);
    form.put("csrf", token.group(1));
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    assertEquals(303, response.statusCode(), path + ": " + response.body());
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
