package perennial.registry;

import perennial.evaluation.TrainingReport;

/** Training reports as JSON, the same in the database, on the command line and in the UI. */
public final class ReportJson {
  private ReportJson() {}

  public static String write(TrainingReport report) {
    throw new UnsupportedOperationException();
  }

  public static TrainingReport read(String json) {
    throw new UnsupportedOperationException();
  }
}
