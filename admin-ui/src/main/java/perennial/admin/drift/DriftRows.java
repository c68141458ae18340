package perennial.admin.drift;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.EffectBar;
import perennial.admin.chart.NullBand;
import perennial.admin.chart.Overlay;
import perennial.admin.drift.DriftPage.Row;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.page.Names;
import perennial.monitoring.Distribution;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;
import perennial.registry.monitoring.WindowReport;

/** Measures as rows of ready text, worst first. */
final class DriftRows {
  /** Changes of this size fill half of the bar: twice what is an alarm. */
  private static final double FULL = 0.5;

  static final Comparator<DriftMeasure> WORST_FIRST =
      Comparator.comparing(DriftMeasure::verdict)
          .thenComparingDouble(m -> Math.abs(m.effectOnClv().orElse(0)))
          .thenComparingDouble(m -> m.psi().orElse(0))
          .reversed();

  private final WindowReport report;
  private final String currency;
  private final Raised raised;
  private final double largestPsi;

  DriftRows(WindowReport report, String currency, Raised raised) {
    this.report = report;
    this.currency = currency;
    this.raised = raised;
    largestPsi = report.measures().stream().mapToDouble(m -> m.psi().orElse(0)).max().orElse(0);
  }

  /** What drifted, then what drifted without an alert of its own, then the others. */
  List<DriftMeasure> alerting() {
    return report.measures().stream()
        .filter(m -> m.role().alerts())
        .sorted(Comparator.comparing(this::rank).thenComparing(WORST_FIRST))
        .toList();
  }

  private int rank(DriftMeasure m) {
    boolean drifted = m.verdict() == Verdict.ALARM || m.verdict() == Verdict.WARN;
    return raised.isQuiet(m) ? 1 : drifted ? 0 : 2;
  }

  /** The same without what drifted and raised no alert. */
  List<DriftMeasure> loud() {
    return raised.loud(alerting());
  }

  private Mark mark(DriftMeasure m) {
    return raised.isQuiet(m)
        ? new Mark("stock", Mark.of(m.verdict()).word())
        : Mark.of(m.verdict());
  }

  List<DriftMeasure> stocks() {
    return report.measures().stream()
        .filter(m -> !m.role().alerts())
        .sorted(Comparator.comparingDouble((DriftMeasure m) -> m.psi().orElse(0)).reversed())
        .toList();
  }

  Row row(DriftMeasure m) {
    boolean measured = m.verdict() != Verdict.NOT_ENOUGH_DATA;
    String tone = m.role().alerts() ? mark(m).tone() : "stock";
    return new Row(
        Names.feature(m.feature()),
        Names.segment(m.segment()),
        Link.feature(report.model(), report.window(), m.feature(), m.segment()),
        Formats.count(m.customers()),
        overlay(m),
        measured ? band(m, tone) : null,
        measured ? number(m.psi()) : "–",
        m.psiNull95().isPresent() && measured ? "chance " + number(m.psiNull95()) : "",
        measured ? Formats.probability(m.adjustedP()) : "–",
        m.test(),
        m.effectOnClv().isPresent() && measured
            ? EffectBar.of(m.effectOnClv().getAsDouble(), FULL, tone)
            : null,
        m.effectOnClv().isPresent() && measured
            ? Formats.signedPercent(m.effectOnClv().getAsDouble())
            : "–",
        measured ? money(m) : "",
        means(m),
        missing(m),
        mark(m),
        raised.why(m),
        measured);
  }

  @Nullable Overlay overlay(DriftMeasure m) {
    return m.distribution().labels().isEmpty() || m.distribution().equals(Distribution.NONE)
        ? null
        : Overlay.small(m.distribution());
  }

  private @Nullable NullBand band(DriftMeasure m, String tone) {
    return m.psi().isEmpty()
        ? null
        : NullBand.of(m.psi().getAsDouble(), m.psiNull95().orElse(-1), largestPsi, tone);
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Formats.decimal(value.getAsDouble(), 3) : "–";
  }

  /** The effect in money: what it adds to the mean prediction of the segment's customers. */
  String money(DriftMeasure m) {
    OptionalDouble mean = meanPrediction(m.segment());
    if (m.effectOnClv().isEmpty() || mean.isEmpty() || m.effectOnClv().getAsDouble() <= -1) {
      return "";
    }
    double effect = m.effectOnClv().getAsDouble();
    return Formats.signedMoney(mean.getAsDouble() * effect / (1 + effect), currency)
        + " a customer";
  }

  private OptionalDouble meanPrediction(Segment segment) {
    return report.measures().stream()
        .filter(m -> m.role() == FeatureRole.PREDICTION && m.feature().contains("clv"))
        .filter(m -> m.segment().equals(segment))
        .map(DriftMeasure::mean)
        .filter(OptionalDouble::isPresent)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  /** Both means, with the change. */
  static String means(DriftMeasure m) {
    if (m.referenceMean().isEmpty() || m.mean().isEmpty()) {
      return "";
    }
    double before = m.referenceMean().getAsDouble();
    double now = m.mean().getAsDouble();
    boolean share = m.feature().endsWith("_share") || m.role() == FeatureRole.MIX;
    return share
        ? Formats.percent1(before) + "\u00a0→\u00a0" + Formats.percent1(now)
        : Formats.significant(before) + "\u00a0→\u00a0" + Formats.significant(now);
  }

  static String missing(DriftMeasure m) {
    return m.missingShare() == 0 && m.referenceMissingShare() == 0
        ? ""
        : "missing %s → %s"
            .formatted(
                Formats.percent1(m.referenceMissingShare()), Formats.percent1(m.missingShare()));
  }
}
