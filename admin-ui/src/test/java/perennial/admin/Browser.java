package perennial.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/**
 * An HTTP client that keeps cookies, follows nothing and gives up after ten seconds. Spaces that
 * hold a figure and its unit together are read as plain ones.
 */
final class Browser {
  private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .connectTimeout(PATIENCE)
          .build();
  private final String base;

  Browser(AdminUi ui) {
    base = "http://127.0.0.1:" + ui.port();
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).GET();
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Posts a form with the token that the page at {@code formPath} carries. */
  HttpResponse<String> submit(String formPath, String path, Map<String, String> fields) {
    Map<String, String> form = new LinkedHashMap<>(fields);
    form.put("csrf", token(get(formPath).body()));
    return post(path, form);
  }

  HttpResponse<String> signIn(String user, String password) {
    return submit("/login", "/login", Map.of("user", user, "password", password, "next", "/"));
  }

  static String token(String page) {
    Matcher m = TOKEN.matcher(page);
    if (!m.find()) {
      throw new AssertionError("no form token in " + page);
    }
    return m.group(1);
  }

  static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElse("nowhere");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(
          request.timeout(PATIENCE).build(),
          info ->
              HttpResponse.BodySubscribers.mapping(
                  HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8),
                  text -> text.replace('\u00a0', ' ')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
