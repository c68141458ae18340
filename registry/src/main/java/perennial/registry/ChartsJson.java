package perennial.registry;

import java.nio.charset.StandardCharsets;
import perennial.evaluation.charts.VersionCharts;

/** The data of a version's charts as JSON, the same in the database and from the admin UI. */
public final class ChartsJson {
  /** The name of the attachment that a version keeps them under. */
  public static final String ATTACHMENT = "charts";

  private ChartsJson() {}

  /**
   * One JSON object in UTF-8.
   *
   * @throws IllegalArgumentException naming the field when a number is not finite
   */
  public static byte[] write(VersionCharts charts) {
    return Json.write(charts).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws IllegalArgumentException when the text holds no charts
   */
  public static VersionCharts read(byte[] json) {
    return Json.read(new String(json, StandardCharsets.UTF_8), VersionCharts.class);
  }
}
