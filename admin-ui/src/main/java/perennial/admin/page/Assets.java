package perennial.admin.page;

import io.micronaut.http.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Stylesheet, font, icon and script, each under a name that contains the hash of its content, so
 * that browsers may keep it for ever.
 */
public final class Assets {
  private static final String FONT = "inter-latin.woff2";
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";

  private final Map<String, Asset> byName = new HashMap<>();
  private final String stylesheet;
  private final String icon;
  private final String script;

  /** A file for the browser. */
  record Asset(MediaType type, byte[] content) {}

  public Assets() {
    String font = add("inter-latin", "woff2", MediaType.of("font/woff2"), read(FONT));
    String css = text("perennial.css").replace(FONT, font) + "\n" + text("watch.css");
    stylesheet =
        add(
            "perennial",
            "css",
            MediaType.of("text/css; charset=utf-8"),
            css.getBytes(StandardCharsets.UTF_8));
    icon = add("icon", "svg", MediaType.of("image/svg+xml"), read("icon.svg"));
    script = add("htmx", "js", MediaType.of("text/javascript; charset=utf-8"), resource(HTMX));
  }

  /** Path of the stylesheet. */
  public String stylesheet() {
    return "/assets/" + stylesheet;
  }

  /** Path of the icon. */
  public String icon() {
    return "/assets/" + icon;
  }

  /** Path of the script that refreshes parts of a page. */
  public String script() {
    return "/assets/" + script;
  }

  Optional<Asset> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private String add(String base, String extension, MediaType type, byte[] content) {
    String name = "%s-%s.%s".formatted(base, hash(content), extension);
    byName.put(name, new Asset(type, content));
    return name;
  }

  private static String text(String name) {
    return new String(read(name), StandardCharsets.UTF_8);
  }

  private static byte[] read(String name) {
    return resource("/assets/" + name);
  }

  private static byte[] resource(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("asset " + name + " is missing from the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading asset " + name, e);
    }
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
