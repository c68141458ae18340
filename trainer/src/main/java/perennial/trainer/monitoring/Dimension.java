package perennial.trainer.monitoring;

import java.util.function.Function;
import perennial.monitoring.Segment;
import perennial.registry.ledger.Attributes;

/** What events and customers are told apart by. */
enum Dimension {
  CHANNEL("channel", Attributes::channel),
  DEVICE("device", Attributes::device),
  MARKET("market", Attributes::market),
  CATEGORY("category", Attributes::category);

  private final String label;
  private final Function<Attributes, String> value;

  Dimension(String label, Function<Attributes, String> value) {
    this.label = label;
    this.value = value;
  }

  String label() {
    return label;
  }

  /** Empty when it is not known. */
  String of(Attributes attributes) {
    return value.apply(attributes);
  }

  Segment segment(String name) {
    return new Segment(label, name);
  }

  /** The feature of how purchases are shared out among its values. */
  String shareFeature() {
    return label + "_share";
  }
}
