package perennial.monitoring;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a customer stands: lifecycle stage by tenure, status by days since last purchase.
 *
 * @param stages from the youngest; the last one is open-ended
 * @param statuses from the most recent purchase; the last one is open-ended
 */
public record Lifecycle(List<Band> stages, List<Band> statuses) {
  /** New to 90 days, Growing to 180, Established to 365; Active to 30, Lagging to 90, and so on. */
  public static final Lifecycle DEFAULT =
      new Lifecycle(
          List.of(
              new Band("New", 90),
              new Band("Growing", 180),
              new Band("Established", 365),
              new Band("Loyal", Integer.MAX_VALUE)),
          List.of(
              new Band("Active", 30),
              new Band("Lagging", 90),
              new Band("Dormant", 180),
              new Band("Churn-risk", Integer.MAX_VALUE)));

  /**
   * A band of days.
   *
   * @param upToDays its last day; {@link Integer#MAX_VALUE} for the open end
   */
  public record Band(String name, int upToDays) {}

  /**
   * @throws IllegalArgumentException when bands do not ascend from a day {@code >= 0} to an open
   *     end
   */
  public Lifecycle {
    stages = ascending("stages", stages);
    statuses = ascending("statuses", statuses);
  }

  private static List<Band> ascending(String field, List<Band> bands) {
    int last = -1;
    for (Band band : bands) {
      if (band.upToDays() <= last) {
        throw new IllegalArgumentException("%s %s must ascend".formatted(field, bands));
      }
      last = band.upToDays();
    }
    if (last != Integer.MAX_VALUE) {
      throw new IllegalArgumentException("%s %s must have an open end".formatted(field, bands));
    }
    return List.copyOf(bands);
  }

  /**
   * @param tenureDays days since the first purchase, {@code >= 0}
   */
  public String stage(double tenureDays) {
    return band("tenure", stages, tenureDays);
  }

  /**
   * @param daysSinceLastPurchase {@code >= 0}
   */
  public String status(double daysSinceLastPurchase) {
    return band("days since last purchase", statuses, daysSinceLastPurchase);
  }

  /** The name of a cell of the crossed table, such as {@code New / Active}. */
  public static String cell(String stage, String status) {
    return stage + " / " + status;
  }

  /**
   * The crossed table of a window against the reference's shares, stage by stage.
   *
   * @param counts over a reference whose categories are cells' names
   */
  public List<MixCell> mix(CategoricalReference reference, CategoricalCounts counts) {
    double all = Math.max(1, reference.customers() - reference.missing());
    List<Long> window = counts.counts();
    List<MixCell> cells = new ArrayList<>();
    for (Band stage : stages) {
      for (Band status : statuses) {
        int at = reference.categories().indexOf(cell(stage.name(), status.name()));
        cells.add(
            new MixCell(
                stage.name(),
                status.name(),
                at < 0 ? 0 : window.get(at),
                at < 0 ? 0 : reference.counts().get(at) / all));
      }
    }
    return cells;
  }

  private static String band(String field, List<Band> bands, double days) {
    if (!(days >= 0)) { // also rejects NaN
      throw new IllegalArgumentException("%s %s must be >= 0 days".formatted(field, days));
    }
    return bands.stream()
        .filter(band -> days <= band.upToDays() || band.upToDays() == Integer.MAX_VALUE)
        .findFirst()
        .orElseThrow()
        .name();
  }
}
