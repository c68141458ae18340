package perennial.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** The OpenAPI document as one page without scripts: routes, fields, examples to copy. */
final class DocsPage {
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d9dee5;--page:#fff;--code:#f4f6f8}
      @media(prefers-color-scheme:dark){:root{--ink:#e7ebf0;--soft:#9aa5b3;--line:#333c48;--page:#14181d;--code:#1d232a}}
      body{margin:0 auto;max-width:52rem;padding:2rem 1rem 4rem;background:var(--page);color:var(--ink);font:15px/1.55 system-ui,sans-serif}
      h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.05rem;margin:2.5rem 0 .25rem;padding-top:1rem;border-top:1px solid var(--line)}
      p{margin:.25rem 0 .75rem}.soft{color:var(--soft)}code,pre{font:13px/1.5 ui-monospace,monospace}
      .method{display:inline-block;min-width:3rem;color:var(--soft);font-weight:600}
      pre{background:var(--code);padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere;border-radius:4px}
      table{border-collapse:collapse;width:100%;margin:.5rem 0}td,th{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line)}
      th{color:var(--soft);font-weight:600}
      """;

  /** Allows this style and no other one. */
  static final String STYLE_HASH = "sha256-" + Base64.getEncoder().encodeToString(sha256(STYLE));

  private final JsonNode document;
  private final StringBuilder html = new StringBuilder();

  DocsPage(JsonNode document) {
    this.document = document;
  }

  byte[] html() {
    JsonNode info = document.path("info");
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\"><title>Perennial, JSON API")
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body><main><h1>Perennial, JSON API</h1><p>")
        .append(text(info, "description"))
        .append("</p><p class=\"soft\"><a href=\"/openapi.json\">openapi.json</a></p>");
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        route(path.getKey(), method.getKey(), method.getValue());
      }
    }
    return html.append("</main></body></html>").toString().getBytes(UTF_8);
  }

  private void route(String path, String method, JsonNode route) {
    html.append(
        "<h2><span class=\"method\">%s</span> <code>%s</code></h2><p>%s%s</p>"
            .formatted(
                method.toUpperCase(Locale.ROOT),
                escaped(path),
                text(route, "summary") + ".",
                route.has("description") ? " " + text(route, "description") : ""));
    parameters(route.path("parameters"));
    JsonNode body = route.path("requestBody").path("content").path("application/json");
    if (body.has("example")) {
      html.append(
          "<pre>curl -H 'Content-Type: application/json' -d '%s' http://127.0.0.1:8081%s</pre>"
              .formatted(escaped(body.get("example").toString()), escaped(path)));
    }
    fields("Request", body.path("schema"));
    fields("Answer", route.at("/responses/200/content/application~1json/schema"));
  }

  private void parameters(JsonNode parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    html.append("<table><tr><th>Parameter</th><th>in</th><th></th></tr>");
    for (JsonNode p : parameters) {
      html.append(
          "<tr><td><code>%s</code></td><td>%s</td><td>%s</td></tr>"
              .formatted(text(p, "name"), text(p, "in"), text(p, "description")));
    }
    html.append("</table>");
  }

  private void fields(String title, JsonNode schema) {
    JsonNode object = resolved(schema);
    if (!object.has("properties")) {
      return;
    }
    html.append("<table><tr><th>%s</th><th></th><th></th></tr>".formatted(title));
    rows("", object);
    html.append("</table>");
  }

  private void rows(String prefix, JsonNode object) {
    for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
      JsonNode schema = resolved(field.getValue());
      boolean array = schema.path("type").asText().equals("array");
      JsonNode inner = array ? resolved(schema.path("items")) : schema;
      String name = prefix + field.getKey() + (array ? "[]" : "");
      html.append(
          "<tr><td><code>%s</code></td><td class=\"soft\">%s</td><td>%s</td></tr>"
              .formatted(escaped(name), text(inner, "type"), text(schema, "description")));
      if (inner.has("properties") && !inner.path("properties").has("lower")) {
        rows(name + ".", inner);
      }
    }
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
  }

  private static String text(JsonNode node, String field) {
    return escaped(node.path(field).asText());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
