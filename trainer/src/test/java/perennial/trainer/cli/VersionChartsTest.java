package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.evaluation.charts.GainCurve;
import perennial.evaluation.charts.SegmentAccuracy;
import perennial.evaluation.charts.TrackingPeriod;
import perennial.evaluation.charts.VersionCharts;
import perennial.fitting.CovariatePenalty;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;
import perennial.monitoring.Segment;
import perennial.registry.ChartsJson;
import perennial.registry.NewVersion;
import perennial.trainer.CovariateSettings;
import perennial.trainer.Family;
import perennial.trainer.SpendChoice;
import perennial.trainer.Trained;
import perennial.trainer.Training;
import perennial.trainer.TrainingSettings;
import perennial.trainer.transactions.Columns;
import perennial.trainer.transactions.LogFormat;

/** The charts that a training run keeps with its version. */
class VersionChartsTest {
  private static final LocalDate START = LocalDate.of(2025, 1, 1);

  /**
   * Actual counts of the log, and the sum of E[X(t)] of MBG/NBD at its maximum over the customers'
   * first days, by the series of 2F1 in Python 3.11.
   */
  @Test
  void train_cdnow_tracksThroughTheHoldout() {
    VersionCharts charts = train(cdnow(273)).charts();
    List<TrackingPeriod> weeks = charts.tracking().orElseThrow().periods();
    assertEquals(78, weeks.size());
    assertTracking(weeks, 12, 733, 613.5294);
    assertTracking(weeks, 39, 2457, 2475.6363);
    assertTracking(weeks, 60, 3533, 3409.3175);
    assertTracking(weeks, 78, 4339, 4049.9532);
    assertEquals(LocalDate.of(1997, 9, 30), weeks.get(38).end());
    assertFalse(weeks.get(38).holdout());
    assertTrue(weeks.get(39).holdout());
    assertEquals(2357, charts.tracking().get().customers());
  }

  @Test
  void train_cdnow_judgesGainDecilesAndSegments() {
    Trained trained = train(cdnow(273));
    VersionCharts charts = trained.charts();
    GainCurve purchases = charts.gains().getFirst();
    assertEquals(1882, purchases.total());
    assertTrue(purchases.at(0.1).lift() > 3, purchases::toString);
    GainCurve value = charts.gains().get(1);
    assertEquals("value", value.quantity());
    assertTrue(value.total() > 50_000, () -> "value of the holdout: " + value.total());
    assertEquals(10, charts.deciles().size());
    SegmentAccuracy all = charts.segments().getFirst();
    assertEquals(Segment.ALL, all.segment());
    assertEquals(trained.report().holdout().orElseThrow().model().mae(), all.mae(), 1e-6);
    assertEquals(
        1576.73,
        charts.deciles().stream().mapToDouble(d -> d.predicted() * d.customers()).sum(),
        .05);
    assertTrue(all.maeLow() < all.mae() && all.mae() < all.maeHigh(), all::toString);
    NewVersion version = trained.newVersion("cdnow", "test");
    assertEquals(all.maeLow(), version.metrics().get("holdout.mae.low"));
    byte[] json = Objects.requireNonNull(version.attachments().get("charts"));
    assertEquals(charts, ChartsJson.read(json));
    assertTrue(json.length < 50_000, () -> json.length + " bytes");
  }

  @Test
  void train_withoutHoldout_keepsTrackingAndHeatMap() {
    VersionCharts charts = train(cdnow(0)).charts();
    assertEquals(39, charts.tracking().orElseThrow().periods().size());
    assertEquals(365, charts.heatMap().orElseThrow().horizonDays());
    assertEquals(List.of(), charts.gains());
    assertEquals(List.of(), charts.segments());
  }

  @Test
  void train_withManyProcesses_stillAddsUpToTheFit(@TempDir Path folder) throws Exception {
    TrainingSettings settings = withCovariates(folder, 400);
    VersionCharts charts = train(settings).charts();
    TrackingPeriod last =
        charts.tracking().orElseThrow().periods().stream()
            .filter(p -> !p.holdout())
            .reduce((a, b) -> b)
            .orElseThrow();
    // A maximum-likelihood fit tracks its own data: a wrong process or weight would be far off.
    assertEquals(1, last.cumulativeExpected() / last.cumulativeActual(), 0.1);
    assertEquals(400, charts.tracking().get().customers());
    assertTrue(
        charts.segments().stream().anyMatch(s -> s.segment().equals(new Segment("paid", "1"))));
    assertTrue(charts.segments().stream().noneMatch(s -> s.segment().dimension().equals("income")));
    assertEquals(2, charts.heatMap().orElseThrow().covariates().size());
  }

  private static void assertTracking(
      List<TrackingPeriod> weeks, int week, long actual, double expected) {
    assertEquals(actual, weeks.get(week - 1).cumulativeActual());
    assertEquals(expected, weeks.get(week - 1).cumulativeExpected(), expected * 2e-5);
  }

  private static Trained train(TrainingSettings settings) {
    return new Training(Clock.systemUTC(), (step, done, all) -> {}).train(settings);
  }

  private static TrainingSettings cdnow(int holdoutDays) {
    LogFormat format =
        new LogFormat(
            new Columns("sampleid", "date", new Columns.Amount("sales"), Optional.empty()),
            Optional.of("yyyyMMdd"),
            ZoneOffset.UTC);
    return settings(
        RealData.file("cdnow_elog.csv"),
        format,
        TimeUnit.WEEK,
        LocalDate.of(1997, 9, 30),
        holdoutDays,
        CovariateSettings.NONE);
  }

  private static TrainingSettings withCovariates(Path folder, int customers) throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    List<String> log = new ArrayList<>(List.of("customer,date,amount"));
    List<String> facts = new ArrayList<>(List.of("customer,paid,income"));
    for (int c = 0; c < customers; c++) {
      double gap = (c % 2 == 0 ? 15 : 40) / -Math.log(random.nextDouble() * .9);
      for (double day = random.nextInt(80);
          day < 400;
          day += 1 - gap * Math.log(random.nextDouble())) {
        log.add("c%d,%s,%d".formatted(c, START.plusDays((long) day), 5 + random.nextInt(20)));
        if (random.nextDouble() < .08) {
          break;
        }
      }
      facts.add("c%d,%d,%.3f".formatted(c, c % 2, random.nextDouble()));
    }
    Path file = folder.resolve("facts.csv");
    Files.write(file, facts);
    Files.write(folder.resolve("log.csv"), log);
    return settings(
        folder.resolve("log.csv").toString(),
        LogFormat.DEFAULT,
        TimeUnit.DAY,
        START.plusDays(300),
        90,
        new CovariateSettings(
            Optional.of(file),
            List.of("paid", "income"),
            List.of(),
            List.of(),
            CovariatePenalty.NONE,
            Optional.empty()));
  }

  private static TrainingSettings settings(
      String file,
      LogFormat format,
      TimeUnit unit,
      LocalDate end,
      int holdoutDays,
      CovariateSettings covariates) {
    return new TrainingSettings(
        file,
        format,
        TrainingSettings.DEFAULT_MEMORY_LIMIT,
        Family.MBG_NBD,
        unit,
        SpendOrders.REPEAT,
        new ValueTerms("USD", 0.10, 1),
        Optional.of(end),
        holdoutDays,
        true,
        0,
        covariates,
        SpendChoice.AUTO,
        Optional.empty());
  }
}
