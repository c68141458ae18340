package perennial.cohort;

import java.util.TreeMap;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.Traits;

/** Customers at their first purchase, as a model describes them. */
public final class NewCustomers {
  private NewCustomers() {}

  /**
   * A customer at the first purchase of whom only the cohort is known: covariates are 0, which is
   * what the model's parameters are of, and the group is the cohort's if the model was pooled by
   * it.
   */
  public static CustomerHistory of(BtydModel model, Cohort cohort) {
    TreeMap<String, Double> zeros = new TreeMap<>();
    model.covariateNames().forEach(name -> zeros.put(name, 0.0));
    String group =
        switch (model.groups().column()) {
          case "channel" -> cohort.channel();
          case "market" -> cohort.market();
          case "device" -> cohort.device();
          default -> "";
        };
    return new CustomerHistory(0, 0, 0, 0, new Traits(zeros, group));
  }
}
