package perennial.admin.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where a word leads. The paths of all pages are made here. */
public record Link(String text, String href) {
  public static String model(String model) {
    return "/models/" + segment(model);
  }

  public static String version(String model, long version) {
    return model(model) + "/versions/" + version;
  }

  public static String promote(String model, long version) {
    return model(model) + "/promote?version=" + version;
  }

  public static String rollBack(String model) {
    return model(model) + "/rollback";
  }

  public static String compare(String model, long left, long right) {
    return model(model) + "/compare?a=" + left + "&b=" + right;
  }

  /** One parameter of a query string, encoded. */
  public static String parameter(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** One part of a path, encoded. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
