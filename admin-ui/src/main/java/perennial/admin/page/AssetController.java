package perennial.admin.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;

/** Serves {@link Assets}, to anybody. */
@Controller("/assets")
@Needs(Access.ANYBODY)
final class AssetController {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final Assets assets;

  AssetController(Assets assets) {
    this.assets = assets;
  }

  @Get("/{name}")
  HttpResponse<byte[]> asset(@PathVariable String name) {
    return assets
        .find(name)
        .<HttpResponse<byte[]>>map(asset ->
            HttpResponse.ok(asset.content())
                .contentType(asset.type())
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER))
        .orElseGet(HttpResponse::notFound);
  }
}
