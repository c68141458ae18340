package perennial.trainer.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import perennial.registry.ledger.BulkLedger.Purchases;

/** Puts together what comes customer by customer. For one thread. */
final class FlowMerger implements Consumer<Purchases> {
  private final Consumer<Flow> each;
  private final List<Purchases> groups = new ArrayList<>();

  FlowMerger(Consumer<Flow> each) {
    this.each = each;
  }

  @Override
  public void accept(Purchases next) {
    if (!groups.isEmpty()
        && (groups.getFirst().part() != next.part()
            || !groups.getFirst().customerId().equals(next.customerId()))) {
      finish();
    }
    groups.add(next);
  }

  /** After the last one. */
  void finish() {
    if (!groups.isEmpty()) {
      each.accept(new Flow(groups));
      groups.clear();
    }
  }
}
