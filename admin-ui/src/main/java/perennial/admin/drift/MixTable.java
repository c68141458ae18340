package perennial.admin.drift;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.EffectBar;
import perennial.admin.drift.DriftPage.Mix;
import perennial.admin.drift.DriftPage.MixCellText;
import perennial.admin.drift.DriftPage.MixRow;
import perennial.admin.page.Formats;
import perennial.monitoring.MixCell;

/** Lifecycle stage by status, in the order in which customers pass through them. */
final class MixTable {
  private static final List<String> STAGES = List.of("New", "Growing", "Established", "Loyal");
  private static final List<String> STATUSES =
      List.of("Active", "Lagging", "Dormant", "Churn-risk");

  /** Fewer customers than this are not judged. */
  private static final long ENOUGH = 200;

  /** A change of this many of a hundred customers fills half of the bar. */
  private static final double FULL = 0.10;

  private MixTable() {}

  static @Nullable Mix of(List<MixCell> cells) {
    long all = cells.stream().mapToLong(MixCell::customers).sum();
    if (cells.isEmpty()) {
      return null;
    }
    List<String> statuses = ordered(STATUSES, cells.stream().map(MixCell::status).toList());
    List<MixRow> rows = new ArrayList<>();
    for (String stage : ordered(STAGES, cells.stream().map(MixCell::stage).toList())) {
      List<MixCellText> row =
          statuses.stream()
              .map(status ->
                  cells.stream()
                      .filter(c -> c.stage().equals(stage) && c.status().equals(status))
                      .findFirst()
                      .orElse(new MixCell(stage, status, 0, 0)))
              .map(c -> cell(c, all))
              .toList();
      rows.add(new MixRow(stage, row));
    }
    return new Mix(
        statuses, rows, Formats.count(all, "customer", "customers") + " seen in the window");
  }

  private static List<String> ordered(List<String> known, List<String> present) {
    Set<String> names = new LinkedHashSet<>(known);
    names.retainAll(new LinkedHashSet<>(present));
    names.addAll(present);
    return List.copyOf(names);
  }

  private static MixCellText cell(MixCell c, long all) {
    double share = all == 0 ? 0 : (double) c.customers() / all;
    double change = share - c.referenceShare();
    boolean enough = c.customers() >= ENOUGH;
    String tone = enough ? "seen" : "unknown";
    return new MixCellText(
        Formats.percent1(share),
        "ref. " + Formats.percent1(c.referenceShare()),
        Math.abs(change) < 0.0005 ? "0.0" : Formats.signed(change * 100, 1),
        "n = " + Formats.count(c.customers()),
        tone,
        EffectBar.of(change, FULL, tone));
  }
}
