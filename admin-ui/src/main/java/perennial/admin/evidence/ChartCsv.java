package perennial.admin.evidence;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.NotFound;
import perennial.admin.table.Csv;
import perennial.evaluation.charts.VersionCharts;

/** One chart's data as CSV with a header; numbers as they are stored. */
final class ChartCsv {
  private ChartCsv() {}

  /**
   * @param chart {@code tracking}, {@code gain}, {@code deciles}, {@code segments} or {@code
   *     heat-map}
   * @throws NotFound when there is no such chart
   */
  static InputStream of(VersionCharts charts, String chart) {
    return switch (chart) {
      case "tracking" -> tracking(charts);
      case "gain" -> gain(charts);
      case "deciles" -> deciles(charts);
      case "segments" -> segments(charts);
      case "heat-map" -> heatMap(charts);
      default -> throw new NotFound("no chart is called '%s'".formatted(chart));
    };
  }

  private static InputStream tracking(VersionCharts charts) {
    return table(
        "end,days,holdout,actual,expected,cumulative_actual,cumulative_expected",
        charts.tracking().stream()
            .flatMap(t -> t.periods().stream())
            .map(p ->
                List.of(
                    p.end(),
                    p.days(),
                    p.holdout(),
                    p.actual(),
                    p.expected(),
                    p.cumulativeActual(),
                    p.cumulativeExpected())));
  }

  private static InputStream gain(VersionCharts charts) {
    return table(
        "quantity,customers_share,captured_share,best_share,lift",
        charts.gains().stream()
            .flatMap(c ->
                c.points().stream()
                    .map(p ->
                        List.of(c.quantity(), p.customers(), p.captured(), p.best(), p.lift()))));
  }

  private static InputStream deciles(VersionCharts charts) {
    return table(
        "decile,customers,predicted,actual,actual_low,actual_high",
        charts.deciles().stream()
            .map(d ->
                List.of(d.decile(), d.customers(), d.predicted(), d.actual(), d.low(), d.high())));
  }

  private static InputStream segments(VersionCharts charts) {
    return table(
        "dimension,value,customers,enough,mean_predicted,mean_actual,mae,mae_low,mae_high,bias,"
            + "bias_low,bias_high",
        charts.segments().stream()
            .map(s ->
                List.of(
                    s.segment().dimension(),
                    s.segment().value(),
                    s.customers(),
                    s.enough(),
                    s.meanPredicted(),
                    s.meanActual(),
                    s.mae(),
                    s.maeLow(),
                    s.maeHigh(),
                    s.bias(),
                    s.biasLow(),
                    s.biasHigh())));
  }

  private static InputStream heatMap(VersionCharts charts) {
    return table(
        "age_days,horizon_days,frequency,recency_days,probability_alive,expected_purchases",
        charts.heatMap().stream()
            .flatMap(m ->
                m.cells().stream()
                    .map(c ->
                        List.of(
                            m.age(),
                            m.horizonDays(),
                            c.frequency(),
                            c.recency(),
                            c.probabilityAlive(),
                            c.expectedPurchases()))));
  }

  private static InputStream table(String header, Stream<? extends List<?>> rows) {
    return Csv.of(
        List.of(header.split(",", -1)),
        rows.map(row -> new ArrayList<@Nullable Object>(row))
            .collect(Collectors.<List<@Nullable Object>>toList()));
  }
}
