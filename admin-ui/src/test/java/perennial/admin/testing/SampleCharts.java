package perennial.admin.testing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import perennial.evaluation.CalibrationGroup;
import perennial.evaluation.HoldoutReport;
import perennial.evaluation.charts.CohortExpectation;
import perennial.evaluation.charts.GainCurve;
import perennial.evaluation.charts.HeatMap;
import perennial.evaluation.charts.HeatMapAxes;
import perennial.evaluation.charts.SegmentAccuracy;
import perennial.evaluation.charts.Tracking;
import perennial.evaluation.charts.TrackingCalendar;
import perennial.evaluation.charts.VersionCharts;
import perennial.model.BtydModel;
import perennial.monitoring.CalibrationDecile;
import perennial.monitoring.Lifecycle;
import perennial.monitoring.Segment;

/** Charts like those that a training run would keep, of made-up customers. */
final class SampleCharts {
  private static final int CALIBRATION_DAYS = 258;
  private static final int HOLDOUT_DAYS = 91;

  private SampleCharts() {}

  static VersionCharts of(BtydModel model, HoldoutReport holdout, LocalDate end, double off) {
    HeatMapAxes axes =
        HeatMapAxes.around(
            model.timeUnit(), HOLDOUT_DAYS, new int[] {11}, new double[] {273}, new double[] {1});
    return new VersionCharts(
        Optional.of(tracking(model, holdout.customers(), end.minusDays(HOLDOUT_DAYS), off)),
        gains(),
        deciles(holdout.byDecile()),
        segments(holdout, off),
        Optional.of(HeatMap.of(model, axes, Map.of())));
  }

  private static Tracking tracking(BtydModel model, long customers, LocalDate end, double off) {
    CohortExpectation cohort = new CohortExpectation(model.timeUnit());
    for (int day = 0; day < CALIBRATION_DAYS; day++) {
      cohort.add(model.purchases(), day, (double) customers / CALIBRATION_DAYS);
    }
    int days = CALIBRATION_DAYS + HOLDOUT_DAYS;
    int[] ends = new int[days];
    Arrays.setAll(ends, i -> i);
    double[] expected = cohort.cumulative(ends);
    long[] actual = new long[days];
    SplittableRandom random = new SplittableRandom(3);
    for (int day = 1; day < days; day++) {
      double season = 1 + .12 * Math.sin(day / 40.0) + (day > CALIBRATION_DAYS ? -off : 0);
      double mean = (expected[day] - expected[day - 1]) * season;
      actual[day] = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    return Tracking.of(
        cohort,
        new TrackingCalendar(end.minusDays(CALIBRATION_DAYS - 1), end, HOLDOUT_DAYS),
        actual);
  }

  private static List<GainCurve> gains() {
    SplittableRandom random = new SplittableRandom(5);
    double[] predicted = new double[2000];
    double[] purchases = new double[2000];
    double[] value = new double[2000];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = -Math.log(random.nextDouble()) * -Math.log(random.nextDouble());
      purchases[i] = Math.floor(predicted[i] * -Math.log(random.nextDouble()) * 1.4);
      value[i] = purchases[i] * (10 + 40 * random.nextDouble() * random.nextDouble());
    }
    return List.of(
        GainCurve.of("purchases", predicted, purchases).orElseThrow(),
        GainCurve.of("value", predicted, value).orElseThrow());
  }

  private static List<CalibrationDecile> deciles(List<CalibrationGroup> groups) {
    List<CalibrationDecile> deciles = new ArrayList<>();
    for (CalibrationGroup g : groups) {
      double half = 1.96 * Math.sqrt(2.2 * g.meanActual() / g.customers());
      deciles.add(
          new CalibrationDecile(
              deciles.size() + 1,
              g.customers(),
              g.meanPredicted(),
              g.meanActual(),
              Math.max(0, g.meanActual() - half),
              g.meanActual() + half));
    }
    return deciles;
  }

  private static List<SegmentAccuracy> segments(HoldoutReport h, double off) {
    List<SegmentAccuracy> all = new ArrayList<>();
    all.add(segment(Segment.ALL, h.customers(), .7985, off));
    long[] customers = {1480, 1320, 1180, 148};
    List<Lifecycle.Band> stages = Lifecycle.DEFAULT.stages();
    List<Lifecycle.Band> statuses = Lifecycle.DEFAULT.statuses();
    for (int i = 0; i < 4; i++) {
      Segment stage = new Segment("stage", stages.get(i).name());
      all.add(segment(stage, customers[i], .5 + .2 * i, off + .06 * (i - 1)));
    }
    for (int i = 0; i < 4; i++) {
      Segment status = new Segment("status", statuses.get(i).name());
      all.add(segment(status, 640L + 300 * i, 2.4 - .65 * i, off + .04 * (1 - i)));
    }
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        String cell = Lifecycle.cell(stages.get(i).name(), statuses.get(j).name());
        long n = j > i + 1 ? 0 : customers[i] / (2 + j);
        all.add(segment(new Segment("stage x status", cell), n, 2 - .5 * j, off + .05 * (i - j)));
      }
    }
    return all;
  }

  private static SegmentAccuracy segment(Segment segment, long n, double actual, double off) {
    double half = n == 0 ? 0 : 1.96 * 1.2 * Math.sqrt(actual / n);
    double bias = actual * off;
    double mae = actual * .9;
    return new SegmentAccuracy(
        segment,
        n,
        actual + bias,
        actual,
        mae,
        mae - half,
        mae + half,
        bias,
        bias - half,
        bias + half,
        n >= 200);
  }
}
