package perennial.admin.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Segment;

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

  public static String drift(String model) {
    return model(model) + "/drift";
  }

  /** A model's drift in one window. */
  public static String drift(String model, MonitoringWindow w) {
    return drift(model) + "?" + window(w);
  }

  /** One feature of one segment in one window. */
  public static String feature(String model, MonitoringWindow w, String feature, Segment s) {
    return drift(model)
        + "/feature?"
        + parameter("feature", feature)
        + (s.equals(Segment.ALL)
            ? ""
            : "&" + parameter("dimension", s.dimension()) + "&" + parameter("value", s.value()))
        + "&"
        + window(w);
  }

  public static String accuracy(String model) {
    return model(model) + "/accuracy";
  }

  public static String policy(String model) {
    return model(model) + "/policy";
  }

  public static String alert(long id) {
    return "/alerts/" + id;
  }

  public static String run(long id) {
    return "/training/" + id;
  }

  private static String window(MonitoringWindow w) {
    return "period=%s&start=%s".formatted(w.period().name().toLowerCase(Locale.ROOT), w.start());
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
