package perennial.trainer;

import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.model.ErlangModel;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;
import perennial.trainer.transactions.Columns.Amount;
import perennial.trainer.transactions.Columns.QuantityTimesPrice;
import perennial.trainer.transactions.LogFormat;

/**
 * Everything a training run is told.
 *
 * @param transactions a file or a glob, or {@link #LEDGER}
 * @param format how to read it
 * @param memoryLimit of the reader, such as {@code 2GB}
 * @param observationEnd last day of the calibration; without it the last day of the data minus the
 *     holdout
 * @param holdoutDays days after it that judge the fit; 0 for none
 * @param refit whether the registered fit uses the holdout too
 * @param seed of whatever is random
 * @param covariates facts about customers, and how they are used
 * @param spendChoice whether spend may go with frequency
 * @param k regularity of the times between purchases, for families that have it; without it the fit
 *     chooses
 */
public record TrainingSettings(
    String transactions,
    LogFormat format,
    String memoryLimit,
    Family family,
    TimeUnit timeUnit,
    SpendOrders spendOrders,
    ValueTerms terms,
    Optional<LocalDate> observationEnd,
    int holdoutDays,
    boolean refit,
    long seed,
    CovariateSettings covariates,
    SpendChoice spendChoice,
    Optional<Integer> k) {

  /**
   * @throws IllegalArgumentException when the family is fitted to counts, does not have the k that
   *     there is, or k is out of range
   */
  public TrainingSettings {
    if (family.input() != Family.Input.TRANSACTIONS) {
      throw new IllegalArgumentException(
          "--family %s is fitted to %s FILE, not to --transactions"
              .formatted(family.label(), family.input().option()));
    }
    k.ifPresent(given -> requireK(family, given));
  }

  private static void requireK(Family family, int k) {
    if (!family.hasK()) {
      throw new IllegalArgumentException(
          "--k and --family %s do not go together: --k is for --family %s"
              .formatted(family.label(), Family.labelsWithK().replace(", ", " or ")));
    }
    if (k < 1 || k > ErlangModel.MAX_K) {
      throw new IllegalArgumentException(
          "--k %d must be a whole number from 1 to %d".formatted(k, ErlangModel.MAX_K));
    }
  }

  /** Settings without facts about customers; where the family has a k, the fit chooses it. */
  public TrainingSettings(
      String transactions,
      LogFormat format,
      String memoryLimit,
      Family family,
      TimeUnit timeUnit,
      SpendOrders spendOrders,
      ValueTerms terms,
      Optional<LocalDate> observationEnd,
      int holdoutDays,
      boolean refit,
      long seed) {
    this(
        transactions,
        format,
        memoryLimit,
        family,
        timeUnit,
        spendOrders,
        terms,
        observationEnd,
        holdoutDays,
        refit,
        seed,
        CovariateSettings.NONE,
        SpendChoice.AUTO,
        Optional.empty());
  }

  /** The name of transactions that come from the ledger; no file can have it. */
  public static final String LEDGER = "";

  /** The reader's memory limit unless told otherwise. */
  public static final String DEFAULT_MEMORY_LIMIT = "2GB";

  /** Standard settings for a log: MBG/NBD in days, no holdout, USD at 10 % a year, margin 1. */
  public static TrainingSettings of(String transactions) {
    return new TrainingSettings(
        transactions,
        LogFormat.DEFAULT,
        DEFAULT_MEMORY_LIMIT,
        Family.MBG_NBD,
        TimeUnit.DAY,
        SpendOrders.REPEAT,
        new ValueTerms("USD", 0.10, 1),
        Optional.empty(),
        0,
        true,
        0);
  }

  /** The same at face value: nothing is discounted, and the margin is 1. */
  public TrainingSettings undiscounted() {
    return new TrainingSettings(
        transactions,
        format,
        memoryLimit,
        family,
        timeUnit,
        spendOrders,
        new ValueTerms(terms.currency(), 0, 1),
        observationEnd,
        holdoutDays,
        refit,
        seed,
        covariates,
        spendChoice,
        k);
  }

  public TrainingSettings withFormat(LogFormat newFormat) {
    return new TrainingSettings(
        transactions,
        newFormat,
        memoryLimit,
        family,
        timeUnit,
        spendOrders,
        terms,
        observationEnd,
        holdoutDays,
        refit,
        seed,
        covariates,
        spendChoice,
        k);
  }

  public TrainingSettings withHoldoutDays(int days) {
    return new TrainingSettings(
        transactions,
        format,
        memoryLimit,
        family,
        timeUnit,
        spendOrders,
        terms,
        observationEnd,
        days,
        refit,
        seed,
        covariates,
        spendChoice,
        k);
  }

  private void addLog(SortedMap<String, String> names) {
    names.put("transactions", transactions);
    names.put("customer-column", format.columns().customer());
    names.put("date-column", format.columns().date());
    switch (format.columns().value()) {
      case Amount(String column) -> names.put("amount-column", column);
      case QuantityTimesPrice(String quantity, String price) -> {
        names.put("quantity-column", quantity);
        names.put("price-column", price);
      }
    }
    format.columns().order().ifPresent(column -> names.put("order-column", column));
    names.put("date-format", format.datePattern().orElse("ISO 8601"));
  }

  /** Every setting by its command-line name. */
  SortedMap<String, String> byName() {
    SortedMap<String, String> names = new TreeMap<>();
    if (transactions.equals(LEDGER)) {
      names.put("from-ledger", "true");
    } else {
      addLog(names);
    }
    names.put("time-zone", format.zone().getId());
    names.put("memory-limit", memoryLimit);
    names.put("family", family.label());
    names.put("time-unit", timeUnit.label());
    names.put("spend-orders", spendOrders.label());
    names.put("currency", terms.currency());
    names.put("annual-discount-rate", Double.toString(terms.annualDiscountRate()));
    names.put("margin", Double.toString(terms.margin()));
    names.put(
        "observation-end",
        observationEnd.map(LocalDate::toString).orElse("last day of the data minus the holdout"));
    names.put("holdout-days", Integer.toString(holdoutDays));
    names.put("refit", Boolean.toString(refit));
    names.put("spend-model", spendChoice.label());
    if (family.hasK()) {
      names.put("k", k.map(given -> Integer.toString(given)).orElse("chosen by likelihood"));
    }
    covariates.addTo(names);
    return names;
  }
}
