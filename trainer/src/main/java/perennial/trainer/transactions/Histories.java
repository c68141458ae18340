package perennial.trainer.transactions;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The histories of many customers at one observation end, by columns; entry {@code i} of every
 * array is the same customer. The order depends on nothing but the customers' ids.
 */
public final class Histories {
  private int size;
  private int[] repeatPurchases = new int[0];
  private double[] recency = new double[0];
  private double[] age = new double[0];
  private int[] holdoutPurchases = new int[0];
  private int[] recentPurchases = new int[0];
  private double[] firstSpend = new double[0];
  private double[] repeatSpend = new double[0];
  private double[] holdoutSpend = new double[0];
  private final DayCounts repeatDays = new DayCounts();

  private final @Nullable HistoryTraits traits;

  Histories() {
    this.traits = null;
  }

  Histories(HistoryTraits traits) {
    this.traits = traits;
  }

  /** Facts about the customers; empty when none were read. */
  public Optional<HistoryTraits> traits() {
    return Optional.ofNullable(traits);
  }

  /** Makes room and returns the index of the first new entry. */
  int grow(int by) {
    int start = size;
    size += by;
    if (size > repeatPurchases.length) {
      int capacity = Math.max(size, repeatPurchases.length * 2);
      repeatPurchases = Arrays.copyOf(repeatPurchases, capacity);
      recency = Arrays.copyOf(recency, capacity);
      age = Arrays.copyOf(age, capacity);
      holdoutPurchases = Arrays.copyOf(holdoutPurchases, capacity);
      recentPurchases = Arrays.copyOf(recentPurchases, capacity);
      firstSpend = Arrays.copyOf(firstSpend, capacity);
      repeatSpend = Arrays.copyOf(repeatSpend, capacity);
      holdoutSpend = Arrays.copyOf(holdoutSpend, capacity);
    }
    return start;
  }

  void set(int i, HistoryRow row) {
    repeatPurchases[i] = row.repeatPurchases();
    recency[i] = row.recency();
    age[i] = row.age();
    holdoutPurchases[i] = row.holdoutPurchases();
    recentPurchases[i] = row.recentPurchases();
    firstSpend[i] = row.firstSpend();
    repeatSpend[i] = row.repeatSpend();
    holdoutSpend[i] = row.holdoutSpend();
  }

  /** Number of customers. */
  public int size() {
    return size;
  }

  /** Repeat purchase days; a new array. */
  public int[] repeatPurchases() {
    return Arrays.copyOf(repeatPurchases, size);
  }

  /** Days from the first purchase to the last; a new array. */
  public double[] recency() {
    return Arrays.copyOf(recency, size);
  }

  /** Days from the first purchase to the observation end; a new array. */
  public double[] age() {
    return Arrays.copyOf(age, size);
  }

  /** Purchase days in the holdout; a new array. */
  public int[] holdoutPurchases() {
    return Arrays.copyOf(holdoutPurchases, size);
  }

  /**
   * Repeat purchase days in the last days before the observation end, as many as the holdout has; a
   * new array.
   */
  public int[] recentPurchases() {
    return Arrays.copyOf(recentPurchases, size);
  }

  /** Net value of the first purchase day. */
  public double firstSpend(int i) {
    return firstSpend[i];
  }

  /** Net value of all repeat purchase days together. */
  public double repeatSpend(int i) {
    return repeatSpend[i];
  }

  /** Value of what each bought in the holdout, less refunds in it; a new array. */
  public double[] holdoutSpend() {
    return Arrays.copyOf(holdoutSpend, size);
  }

  /** Counts the repeat purchase days of all customers, those of the holdout among them. */
  DayCounts repeatDays() {
    return repeatDays;
  }

  /** Repeat purchase days of all customers together, day by day from this one on. */
  public long[] repeatPurchasesFrom(LocalDate first, int days) {
    return repeatDays.from(Math.toIntExact(first.toEpochDay()), days);
  }
}
