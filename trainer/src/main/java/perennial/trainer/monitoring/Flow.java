package perennial.trainer.monitoring;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import perennial.registry.ledger.BulkLedger.Purchases;

/**
 * What one customer bought in one window.
 *
 * @param groups by attributes, at least one
 */
record Flow(List<Purchases> groups) {
  Flow {
    groups = List.copyOf(groups);
  }

  String customerId() {
    return groups.getFirst().customerId();
  }

  boolean isNew() {
    return groups.getFirst().isNew();
  }

  /** Mean amount of a purchase. */
  double amount() {
    return mean(groups);
  }

  /** Mean amount of the purchases with this value; NaN without one. */
  double amount(Dimension dimension, String value) {
    return mean(groups.stream().filter(g -> dimension.of(g.attributes()).equals(value)).toList());
  }

  private static double mean(List<Purchases> groups) {
    double amount = groups.stream().mapToDouble(Purchases::amount).sum();
    return amount / groups.stream().mapToLong(Purchases::purchases).sum();
  }

  /** The known values of its purchases. */
  Set<String> values(Dimension dimension) {
    Set<String> values = new TreeSet<>();
    groups.forEach(group -> values.add(dimension.of(group.attributes())));
    values.remove("");
    return values;
  }

  /** Of the latest purchase; empty when it is not known. */
  Optional<String> latest(Dimension dimension) {
    return groups.stream()
        .max(Comparator.comparing(Purchases::last))
        .map(group -> dimension.of(group.attributes()))
        .filter(value -> !value.isEmpty());
  }

  /** The same with the amounts of the purchases with this value times a factor. */
  Flow scaled(Dimension dimension, String value, double factor) {
    return new Flow(
        groups.stream()
            .map(g ->
                dimension.of(g.attributes()).equals(value)
                    ? new Purchases(
                        g.part(),
                        g.customerId(),
                        g.attributes(),
                        g.isNew(),
                        g.purchases(),
                        g.amount() * factor,
                        g.last())
                    : g)
            .toList());
  }
}
