package perennial.cohort;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.PurchaseModel;

/**
 * The estimates of all cohorts under one version. Immutable.
 *
 * <p>Per cohort, with O the repeat purchases of its buyers and {@code E = sum over its cells of
 * buyers E[X(age)]} what the version expects of that many customers of these ages:
 *
 * <ul>
 *   <li>multiplier {@code m = (k + O)/(k/m' + E)}: the posterior mean under a Gamma prior of mean
 *       m' worth k purchases; m' is the wider cohort's, 1 above all customers;
 *   <li>spend ratio {@code w = w' + n/(j + n) (V/(P M) - w')}: V is the net value of the P
 *       purchases that the version's convention counts, n the smaller of P and the buyers, M the
 *       version's expected spend of a new customer, w' the wider cohort's, 1 above all customers; a
 *       negative V counts as 0;
 *   <li>conversion {@code c = (v c' + B)/(v + B + N)}: B buyers, N who never bought, c' the wider
 *       cohort's, 1/2 above all customers.
 * </ul>
 *
 * <p>Each tends to the wider cohort's as the counts go to 0 and to the cohort's own quotient as
 * they grow. The wider cohort includes the narrower one, so that a cohort that makes most of its
 * parent is shrunk less than the formulas say. Limits: purchases vary more than Poisson counts, so
 * that k purchases are worth more customers than their number says; and those who were first seen
 * lately had less time to buy, which makes the conversion low while many are new.
 */
public final class CohortEstimates {
  private static final double CONVERSION_UNKNOWN = 0.5;

  private final Map<Cohort, CohortEstimate> estimates;

  private CohortEstimates(Map<Cohort, CohortEstimate> estimates) {
    this.estimates = estimates;
  }

  /** Without counts: everybody is the version's new customer. */
  public static CohortEstimates uncounted() {
    return new CohortEstimates(Map.of(Cohort.EVERYBODY, CohortEstimate.uncounted()));
  }

  /**
   * The estimates that follow from counts.
   *
   * @param sameCurrency whether the cells' values are in the model's currency; if not the model's
   *     own spend stands
   * @return {@link #uncounted()} when nobody was counted
   */
  public static CohortEstimates of(
      BtydModel model, Collection<CohortCell> cells, Shrinkage shrinkage, boolean sameCurrency) {
    if (cells.stream().allMatch(cell -> cell.buyers() == 0 && cell.visitors() == 0)) {
      return uncounted();
    }
    Map<Cohort, CohortSums> sums = sums(model, cells);
    CustomerHistory fresh = NewCustomers.of(model, Cohort.EVERYBODY);
    double spend = model.spend().expectedSpend(fresh, model.spendOrders());
    Map<Cohort, CohortEstimate> estimates = new HashMap<>();
    for (Cohort cohort : sums.keySet()) {
      var unused = estimate(cohort, sums, shrinkage, sameCurrency ? spend : 0, estimates);
    }
    return new CohortEstimates(Collections.unmodifiableMap(estimates));
  }

  private static Map<Cohort, CohortSums> sums(BtydModel model, Collection<CohortCell> cells) {
    record At(PurchaseModel process, double age) {}
    Map<At, Double> expectations = new HashMap<>(); // cells share weeks
    Map<Cohort, CohortSums> sums = new HashMap<>();
    for (CohortCell cell : cells) {
      PurchaseModel process = model.purchasesOf(NewCustomers.of(model, cell.cohort()).traits());
      double each =
          expectations.computeIfAbsent(
              new At(process, cell.ageDays() / model.timeUnit().days()),
              at -> at.process().expectedPurchases(at.age()));
      Optional<Cohort> cohort = Optional.of(cell.cohort());
      while (cohort.isPresent()) {
        sums.computeIfAbsent(cohort.get(), c -> new CohortSums())
            .add(cell, each, model.spendOrders());
        cohort = cohort.get().parent();
      }
    }
    return sums;
  }

  /**
   * @param spend the version's; 0 when it stands as it is
   */
  private static CohortEstimate estimate(
      Cohort cohort,
      Map<Cohort, CohortSums> sums,
      Shrinkage shrinkage,
      double spend,
      Map<Cohort, CohortEstimate> done) {
    @Nullable CohortEstimate known = done.get(cohort);
    @Nullable CohortSums own = sums.get(cohort);
    if (known != null || own == null) {
      return known != null ? known : CohortEstimate.uncounted();
    }
    CohortEstimate wider =
        cohort
            .parent()
            .map(parent -> estimate(parent, sums, shrinkage, spend, done))
            .orElse(new CohortEstimate(cohort, 1, 1, CONVERSION_UNKNOWN, true));
    CohortEstimate estimate =
        new CohortEstimate(
            cohort,
            own.multiplier(wider.multiplier(), shrinkage.pseudoPurchases()),
            spend == 0 ? 1 : own.spendRatio(wider.spendRatio(), spend, shrinkage.pseudoCustomers()),
            own.conversion(wider.conversion(), shrinkage.pseudoVisitors()),
            true);
    done.put(cohort, estimate);
    return estimate;
  }

  /** The estimate of this cohort, or of the narrowest one around it that was counted. */
  public CohortEstimate find(Cohort cohort) {
    Cohort at = cohort;
    @Nullable CohortEstimate found = estimates.get(at);
    while (found == null && at.parent().isPresent()) {
      at = at.parent().get();
      found = estimates.get(at);
    }
    return found == null ? CohortEstimate.uncounted() : found;
  }

  /** How many cohorts have an estimate of their own. */
  public int size() {
    return estimates.size();
  }
}
