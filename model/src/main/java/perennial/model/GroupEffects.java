package perennial.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parameters of the groups of customers that a model was pooled by; each is drawn towards the
 * population's as far as its own data leave it open.
 *
 * @param column the name of the column that names the groups; empty for none
 * @param groups purchase model and covariance of its parameters, by group
 */
public record GroupEffects(String column, SortedMap<String, Group> groups) {
  /** No groups. */
  public static final GroupEffects NONE = new GroupEffects("", Collections.emptySortedMap());

  public GroupEffects {
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
  }

  /**
   * One group.
   *
   * @param purchases of the population's family
   * @param covariance of its parameters; {@link Covariance#UNKNOWN} if the fit gave none
   * @param customers it was fitted on
   */
  public record Group(PurchaseModel purchases, Covariance covariance, long customers) {}

  public boolean isEmpty() {
    return groups.isEmpty();
  }

  /** The group's model; the population's for a group that is not known. */
  PurchaseModel of(PurchaseModel population, Traits traits) {
    Group group = groups.get(traits.group());
    return group == null ? population : group.purchases();
  }
}
