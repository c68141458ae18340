package perennial.trainer.transactions;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import perennial.evaluation.DataReport;
import perennial.fitting.PurchaseTimings;

/**
 * A transaction log that has been read and checked, and gives customer histories at any observation
 * end.
 *
 * <p>Every line is in one of these kinds: a purchase (quantity above zero, value zero or more), a
 * refund (negative quantity or value), or dropped with a reason. Table {@code lines} holds (file,
 * customer, key, day, amount, kind, order_id), in DuckDB, which spills to disk beyond the memory
 * limit; {@link LineParts} says what a key is, and an order is a hash of its id.
 */
public final class TransactionLog implements AutoCloseable {
  /** Working memory that a line may need while histories are built, in bytes; on the safe side. */
  private static final long BYTES_PER_LINE = 200;

  /** Lines taken at once at most: about 30 bytes each in Java's own memory. */
  private static final long LINES_AT_ONCE = 6_000_000;

  private final String source;
  private final LogFormat format;
  private final DuckSession duck;
  private final LineCounts counts;
  private final int bucketsAtOnce;
  private final ReadProgress progress;

  private TransactionLog(
      String source,
      LogFormat format,
      DuckSession duck,
      LineCounts counts,
      int bucketsAtOnce,
      ReadProgress progress) {
    this.source = source;
    this.format = format;
    this.duck = duck;
    this.counts = counts;
    this.bucketsAtOnce = bucketsAtOnce;
    this.progress = progress;
  }

  /**
   * Reads the files.
   *
   * @param memoryLimit of DuckDB, such as {@code 2GB}
   * @throws BadInput when a file, a column or a value is wrong; names file, line and value
   */
  public static TransactionLog read(
      InputFiles input, LogFormat format, String memoryLimit, ReadProgress progress) {
    return read(input, format, memoryLimit, 0, progress);
  }

  /** As above, with the number of passes over the lines fixed when it is not 0. */
  static TransactionLog read(
      InputFiles input, LogFormat format, String memoryLimit, int passes, ReadProgress progress) {
    DateParser dates = DateParser.of(format);
    return filled(
        input.describe(),
        format,
        memoryLimit,
        passes,
        progress,
        duck -> new LineLoader(duck, format, progress, false).load(input.files(), dates));
  }

  /**
   * A log of lines from elsewhere.
   *
   * @param source what reports call it
   * @param filler makes table {@code lines}
   */
  static TransactionLog filled(
      String source,
      LogFormat format,
      String memoryLimit,
      ReadProgress progress,
      Consumer<DuckSession> filler) {
    return filled(source, format, memoryLimit, 0, progress, filler);
  }

  private static TransactionLog filled(
      String source,
      LogFormat format,
      String memoryLimit,
      int passes,
      ReadProgress progress,
      Consumer<DuckSession> filler) {
    DuckSession duck = DuckSession.open(memoryLimit);
    try {
      filler.accept(duck);
      LineCounts counts = LineCounts.of(duck);
      int wanted = passes > 0 ? passes : passes(counts.lines(), duck.memoryLimitBytes());
      int atOnce = Math.ceilDiv(HistoryBuilder.BUCKETS, wanted);
      return new TransactionLog(source, format, duck, counts, atOnce, progress);
    } catch (RuntimeException e) {
      duck.close();
      throw e;
    }
  }

  private static int passes(long lines, long memoryBytes) {
    long atOnce = Math.clamp(memoryBytes / BYTES_PER_LINE, 1, LINES_AT_ONCE);
    return (int) Math.clamp(Math.ceilDiv(lines, atOnce), 1L, HistoryBuilder.BUCKETS);
  }

  /** The time zone that days are counted in. */
  public ZoneId zone() {
    return format.zone();
  }

  /** Day of the last purchase or refund. */
  public LocalDate lastDay() {
    return counts.lastDay();
  }

  /** Day of the first purchase or refund. */
  public LocalDate firstDay() {
    return counts.firstDay();
  }

  /**
   * The histories of all customers known at the window's observation end.
   *
   * @throws BadInput when there is none
   */
  public Histories histories(Window window) {
    Histories histories = builder().histories(window);
    if (histories.size() == 0) {
      throw nobody(window);
    }
    return histories;
  }

  /**
   * The same with facts about each customer.
   *
   * @throws BadInput when there is none, or one is not in the file of facts
   */
  public Histories histories(Window window, CustomerTraits traits) {
    HistoryTraits found = new HistoryTraits(traits);
    Histories histories = new Histories(found);
    List<String> firstMissing = new ArrayList<>(1);
    long[] missing = {0};
    builder()
        .visit(
            window,
            histories.repeatDays(),
            (customer, row) -> {
              int known = traits.row(customer);
              if (known >= 0) {
                histories.set(histories.grow(1), row);
                found.add(known);
              } else if (missing[0]++ == 0) {
                firstMissing.add(customer);
              }
            });
    if (missing[0] > 0) {
      throw traits.missing(missing[0], firstMissing.getFirst());
    }
    if (histories.size() == 0) {
      throw nobody(window);
    }
    return histories;
  }

  /** Sums over the times between purchases of the same customers, up to the observation end. */
  public PurchaseTimings timings(Window window) {
    return builder().timings(window);
  }

  /** Hands over the same customers one by one, with their ids. */
  public void visit(Window window, CustomerVisitor visitor) {
    builder().visit(window, new DayCounts(), visitor);
  }

  /** What became of every line, up to the end of the window's holdout. */
  public DataReport report(Window window) {
    HistoryTotals totals = builder().totals(window.extended());
    if (totals.customers() == 0) {
      throw nobody(window);
    }
    return counts.report(duck, source, format.zone(), window, totals);
  }

  private HistoryBuilder builder() {
    return new HistoryBuilder(
        duck,
        counts.lines(),
        bucketsAtOnce,
        done -> progress.at("building histories", done, HistoryBuilder.BUCKETS));
  }

  private BadInput nobody(Window window) {
    return new BadInput(
        "no customer has a purchase up to the observation end %s; the data run from %s to %s"
            .formatted(window.observationEnd(), counts.firstDay(), counts.lastDay()));
  }

  @Override
  public void close() {
    duck.close();
  }
}
