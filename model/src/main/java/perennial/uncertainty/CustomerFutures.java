package perennial.uncertainty;

import org.jspecify.annotations.Nullable;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.DrawnAlive;
import perennial.model.DrawnCounts;
import perennial.model.Future;
import perennial.model.PurchaseModel;

/**
 * The futures of the customer asked about last, under all draws, and their counts in every horizon;
 * the next customer with the same future finds them made. For one thread.
 */
final class CustomerFutures {
  /** Counts that all draws are taken to. */
  private static final int MOST = 192;

  /** Counts that fewer draws are taken to; beyond it their distribution is taken at some counts. */
  private static final int MOST_WITH_FEW = 4096;

  private static final int LARGEST = 1 << 30;

  /** What the counts of a horizon are taken by. */
  private enum Reach {
    ALL_DRAWS,
    FEW_DRAWS,
    KNOTS
  }

  private final DrawSet many;
  private final DrawSet few;
  private final double[] times;
  private final @Nullable Reach[] reaches;
  private final @Nullable DrawnCounts[] tables;

  private PurchaseDraws.@Nullable Process manyProcess;
  private PurchaseDraws.@Nullable Process fewProcess;
  private int x = -1;
  private double tx;
  private double age;
  private Future @Nullable [] manyFutures;
  private Future @Nullable [] fewFutures;

  // Of the customer asked about now.
  private double[] manyAlive = new double[0];
  private double[] fewAlive = new double[0];

  /**
   * @param times horizons in the model's unit
   */
  @SuppressWarnings("NullAway") // arrays of nothing yet
  CustomerFutures(DrawSet many, DrawSet few, double[] times) {
    this.many = many;
    this.few = few;
    this.times = times;
    this.reaches = new Reach[times.length];
    this.tables = new DrawnCounts[times.length];
  }

  /**
   * What a customer does within one horizon.
   *
   * @param counts distribution of the purchases
   * @param expected expected purchases under each draw
   * @param draws where they come from
   * @param known whether the draws say how far the parameters are open
   */
  @SuppressWarnings("ArrayRecordComponent") // inside the package, never compared
  record Counts(CountDistribution counts, double[] expected, DrawSet draws, boolean known) {}

  /** Turns to a customer. */
  void of(BtydModel model, CustomerHistory history) {
    double unit = model.timeUnit().days();
    PurchaseModel centre = model.purchasesOf(history.traits());
    PurchaseDraws.Process process = many.purchases().of(history.traits());
    int newX = history.repeatPurchases();
    double newTx = history.recency() / unit;
    double newAge = history.age() / unit;
    boolean same =
        manyProcess != null
            && process.models() == manyProcess.models()
            && newX == x
            && newAge == age
            && (newTx == tx || !centre.futureNeedsRecency());
    x = newX;
    tx = newTx;
    age = newAge;
    if (!same) {
      manyProcess = process;
      fewProcess = few.purchases().of(history.traits());
      manyFutures = null;
      fewFutures = null;
      Future future = centre.future(x, tx, age);
      for (int i = 0; i < times.length; i++) {
        reaches[i] = reach(future, times[i]);
        tables[i] = null;
      }
    }
    manyAlive = new double[0];
    fewAlive = new double[0];
  }

  private static Reach reach(Future future, double t) {
    if (CountReach.isWithin(MOST, future, t)) {
      return Reach.ALL_DRAWS;
    }
    return CountReach.isWithin(MOST_WITH_FEW, future, t) ? Reach.FEW_DRAWS : Reach.KNOTS;
  }

  /** The customer's counts in one horizon. */
  Counts in(int horizon) {
    boolean all = reaches[horizon] == Reach.ALL_DRAWS;
    double[] alive = all ? manyAlive() : fewAlive();
    Future[] futures = all ? manyFutures() : fewFutures();
    boolean known = process(all).known();
    DrawSet draws = all ? many : few;
    double[] expected = new double[alive.length];
    if (reaches[horizon] == Reach.KNOTS) {
      for (int d = 0; d < alive.length; d++) {
        futures[d].integrate(times[horizon], 0);
        expected[d] = alive[d] * futures[d].expected();
      }
      int most = largest(horizon);
      return new Counts(
          LargeCounts.of(futures, alive, times[horizon], most), expected, draws, known);
    }
    DrawnCounts table = tables[horizon];
    if (table == null) {
      table = DrawnCounts.of(futures, times[horizon]);
      tables[horizon] = table;
    }
    for (int d = 0; d < alive.length; d++) {
      expected[d] = alive[d] * table.mean(d);
    }
    return new Counts(CountDistribution.of(table.mix(alive)), expected, draws, known);
  }

  /** A count that no draw reaches but with a small probability. */
  private int largest(int horizon) {
    int most = MOST_WITH_FEW;
    for (Future future : fewFutures()) {
      most = Math.max(most, CountReach.of(future, times[horizon], LARGEST / 2));
    }
    return most;
  }

  private PurchaseDraws.Process process(boolean all) {
    PurchaseDraws.Process process = all ? manyProcess : fewProcess;
    if (process == null) {
      throw new IllegalStateException("no customer yet");
    }
    return process;
  }

  private Future[] manyFutures() {
    if (manyFutures == null) {
      manyFutures = futures(process(true));
    }
    return manyFutures;
  }

  private Future[] fewFutures() {
    if (fewFutures == null) {
      fewFutures = futures(process(false));
    }
    return fewFutures;
  }

  private Future[] futures(PurchaseDraws.Process process) {
    Future[] futures = new Future[process.models().length];
    for (int d = 0; d < futures.length; d++) {
      futures[d] = process.models()[d].future(x, tx, age);
    }
    return futures;
  }

  private double[] manyAlive() {
    if (manyAlive.length == 0) {
      manyAlive = DrawnAlive.of(process(true).models(), x, tx, age);
    }
    return manyAlive;
  }

  private double[] fewAlive() {
    if (fewAlive.length == 0) {
      fewAlive = DrawnAlive.of(process(false).models(), x, tx, age);
    }
    return fewAlive;
  }
}
