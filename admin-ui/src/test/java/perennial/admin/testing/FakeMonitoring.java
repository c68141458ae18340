package perennial.admin.testing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;
import perennial.registry.monitoring.AccuracyReport;
import perennial.registry.monitoring.MeasurePoint;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.WindowReport;
import perennial.registry.monitoring.WindowSummary;

/** Windows and accuracies in memory. */
public final class FakeMonitoring implements MonitoringStore {
  private static final Comparator<WindowReport> NEWEST_FIRST =
      Comparator.comparing((WindowReport r) -> r.window().start())
          .thenComparingLong(WindowReport::version)
          .reversed();

  private final FakeRegistry registry;
  private final List<WindowReport> windows = new ArrayList<>();
  private final List<AccuracyReport> accuracies = new ArrayList<>();

  /**
   * @param registry whose database this shares
   */
  FakeMonitoring(FakeRegistry registry) {
    this.registry = registry;
  }

  @Override
  public synchronized void save(WindowReport report) {
    windows.removeIf(r ->
        r.model().equals(report.model())
            && r.version() == report.version()
            && r.window().equals(report.window()));
    windows.add(report);
    windows.sort(NEWEST_FIRST);
  }

  @Override
  public synchronized Optional<WindowReport> window(String model, MonitoringWindow window) {
    registry.check();
    return windows.stream()
        .filter(r -> r.model().equals(model) && r.window().equals(window))
        .findFirst();
  }

  @Override
  public synchronized List<WindowSummary> windows(
      String model, Period period, LocalDate before, int limit) {
    if (before.isAfter(END)) { // as the database would
      throw new IllegalArgumentException("before " + before + " is after " + END);
    }
    registry.check();
    return windows.stream()
        .filter(r -> r.model().equals(model) && r.window().period() == period)
        .filter(r -> r.window().start().isBefore(before))
        .limit(limit)
        .map(FakeMonitoring::summary)
        .toList();
  }

  private static WindowSummary summary(WindowReport r) {
    return new WindowSummary(
        r.model(),
        r.version(),
        r.window(),
        r.measuredAt(),
        r.predictions(),
        r.customers(),
        count(r, Verdict.WARN),
        count(r, Verdict.ALARM));
  }

  private static int count(WindowReport r, Verdict verdict) {
    return (int)
        r.measures().stream().filter(m -> m.role().alerts() && m.verdict() == verdict).count();
  }

  @Override
  public synchronized List<MeasurePoint> history(
      String model, Period period, String feature, Segment segment, int limit) {
    registry.check();
    List<MeasurePoint> points = new ArrayList<>();
    for (WindowReport r : windows) {
      if (r.model().equals(model) && r.window().period() == period && points.size() < limit) {
        r.measures().stream()
            .filter(m -> m.feature().equals(feature) && m.segment().equals(segment))
            .map(m -> point(r, m))
            .forEach(points::add);
      }
    }
    return points.reversed();
  }

  private static MeasurePoint point(WindowReport r, DriftMeasure m) {
    return new MeasurePoint(
        r.window().start(),
        r.version(),
        m.customers(),
        m.statistic(),
        m.psi(),
        m.psiNull95(),
        m.mean(),
        m.effectOnClv(),
        m.verdict());
  }

  @Override
  public synchronized void save(AccuracyReport report) {
    accuracies.addFirst(report);
  }

  @Override
  public synchronized void saveAll(List<AccuracyReport> reports) {
    reports.forEach(this::save);
  }

  @Override
  public synchronized Optional<AccuracyReport> accuracy(String model, long version) {
    return accuracies(model, Integer.MAX_VALUE).stream()
        .filter(r -> r.version() == version)
        .findFirst();
  }

  @Override
  public synchronized List<AccuracyReport> accuracies(String model, int limit) {
    registry.check();
    return accuracies.stream()
        .filter(r -> r.model().equals(model))
        .sorted(Comparator.comparing(AccuracyReport::asOf).reversed())
        .limit(limit)
        .toList();
  }
}
