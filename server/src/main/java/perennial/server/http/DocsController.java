package perennial.server.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** The OpenAPI document, and the page that is made of it. */
@Controller
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class DocsController {
  private final byte[] document = OpenApi.document();
  private final byte[] page = new DocsPage(OpenApi.tree()).html();

  @Get("/openapi.json")
  @Produces(MediaType.APPLICATION_JSON)
  byte[] document() {
    return document;
  }

  @Get("/docs")
  HttpResponse<byte[]> page() {
    return HttpResponse.ok(page)
        .contentType(MediaType.of("text/html; charset=utf-8"))
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src '" + DocsPage.STYLE_HASH + "'; frame-ancestors 'none'")
        .header("X-Content-Type-Options", "nosniff");
  }
}
