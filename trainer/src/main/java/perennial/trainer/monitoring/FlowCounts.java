package perennial.trainer.monitoring;

import java.util.List;
import perennial.monitoring.Segment;
import perennial.monitoring.WindowCounts;

/** Counts a window's flows over the frozen bins: each customer once a feature and segment. */
final class FlowCounts {
  private FlowCounts() {}

  static void add(WindowCounts counts, List<Flow> flows) {
    flows.forEach(flow -> add(counts, flow));
  }

  private static void add(WindowCounts counts, Flow flow) {
    addAmounts(counts, flow);
    for (Dimension dimension : Dimension.values()) {
      counts
          .categories(dimension.shareFeature(), Segment.ALL)
          .ifPresent(shares -> shares.add(flow.latest(dimension).orElse(null)));
    }
    counts
        .categories(Features.NEW_CUSTOMERS, Segment.ALL)
        .ifPresent(shares -> shares.add(flow.isNew() ? Features.NEW : Features.RETURNING));
  }

  /** The amounts alone. */
  static void addAmounts(WindowCounts counts, Flow flow) {
    counts
        .numbers(Features.PURCHASE_AMOUNT, Segment.ALL)
        .ifPresent(amounts -> amounts.add(flow.amount()));
    for (Dimension dimension : Dimension.values()) {
      for (String value : flow.values(dimension)) {
        counts
            .numbers(Features.PURCHASE_AMOUNT, dimension.segment(value))
            .ifPresent(amounts -> amounts.add(flow.amount(dimension, value)));
      }
    }
  }
}
