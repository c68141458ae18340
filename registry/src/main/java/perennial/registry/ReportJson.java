package perennial.registry;

import perennial.evaluation.TrainingReport;

/** Training reports as JSON, the same in the database, on the command line and in the UI. */
public final class ReportJson {
  private ReportJson() {}

  /**
   * One JSON object; parameters keep their order.
   *
   * @throws IllegalArgumentException naming the field when a number is not finite
   */
  public static String write(TrainingReport report) {
    return Json.write(report);
  }

  /**
   * @throws IllegalArgumentException when the text is no report
   */
  public static TrainingReport read(String json) {
    return Json.read(json, TrainingReport.class);
  }
}
