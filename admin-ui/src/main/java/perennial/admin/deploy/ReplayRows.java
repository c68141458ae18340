package perennial.admin.deploy;

import org.jspecify.annotations.Nullable;
import perennial.admin.chart.ChangeBars;
import perennial.admin.chart.EffectBar;
import perennial.admin.deploy.PromotePage.Move;
import perennial.admin.deploy.PromotePage.ReplayText;
import perennial.admin.deploy.PromotePage.SegmentRow;
import perennial.admin.page.Formats;
import perennial.registry.retraining.ReplayReport;
import perennial.registry.retraining.ReplayReport.SegmentTotal;
import perennial.registry.retraining.ReplayReport.TierMove;

/** A replay as ready text. */
final class ReplayRows {
  /** A change of this size fills half of a bar. */
  private static final double FULL = 0.2;

  private ReplayRows() {}

  static ReplayText of(ReplayReport r, ReplayTables.Wanted wanted, Formats formats) {
    long moved = r.moves().stream().mapToLong(TierMove::customers).sum();
    double difference = r.candidateTotal() - r.championTotal();
    String title =
        "v%d values the same customers at %s, %s %s than v%d; %s"
            .formatted(
                r.candidate(),
                Formats.money(r.candidateTotal(), r.currency()),
                share(difference, r.championTotal()),
                difference < 0 ? "less" : "more",
                r.champion(),
                moved == 0
                    ? "nobody changes tier"
                    : Formats.count(moved, "customer changes tier", "customers change tier"));
    String sub =
        "%s replayed, the newest of each customer, logged %s to %s. Value over %s."
            .formatted(
                Formats.count(r.requests(), "request", "requests"),
                formats.when(r.from()).text(),
                formats.when(r.until()).text(),
                Formats.count(r.horizonDays(), "day", "days"));
    return new ReplayText(
        title,
        sub,
        ChangeBars.of(r.changes()),
        ReplayTables.MOVES.view(wanted.moves(), r.moves(), m -> move(m, r.currency())),
        ReplayTables.segments("v" + r.champion(), "v" + r.candidate())
            .view(wanted.segments(), r.segments(), s -> segment(s, r.currency())));
  }

  private static String share(double difference, double of) {
    return of == 0 ? "–" : Formats.percent1(Math.abs(difference / of));
  }

  private static Move move(TierMove m, String currency) {
    return new Move(
        m.from(),
        m.to(),
        Formats.count(m.customers()),
        Formats.signedWholeMoney(m.value(), currency));
  }

  private static SegmentRow segment(SegmentTotal s, String currency) {
    Double change = change(s);
    return new SegmentRow(
        s.segment(),
        Formats.count(s.customers()),
        Formats.wholeMoney(s.championTotal(), currency),
        Formats.wholeMoney(s.candidateTotal(), currency),
        Formats.signedWholeMoney(difference(s), currency),
        change == null ? "–" : Formats.signedPercent(change),
        EffectBar.of(change == null ? 0 : change, FULL, "seen"));
  }

  static double difference(SegmentTotal s) {
    return s.candidateTotal() - s.championTotal();
  }

  /** Relative to the champion's money; null where it sees none. */
  static @Nullable Double change(SegmentTotal s) {
    return s.championTotal() == 0 ? null : difference(s) / s.championTotal();
  }
}
