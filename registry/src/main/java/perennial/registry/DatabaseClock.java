package perennial.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The database's time, which all its workers share: asked for now and then, and counted on from
 * there by what nobody sets. A machine whose clock jumps does not move it; while the database is
 * away it goes on. Before the first answer it is the machine's time.
 */
final class DatabaseClock extends Clock {
  private static final Duration ASKED_EVERY = Duration.ofSeconds(30);

  private final Supplier<Instant> database;
  private final LongSupplier ticker;
  private final Clock machine;
  private final ZoneId zone;

  /** When it is asked again, by the ticker. Whoever moves this asks, and nobody waits for it. */
  private final AtomicLong due;

  private volatile @Nullable Answer answer;

  private record Answer(Instant time, long at) {}

  /**
   * @param database its time now
   * @param ticker nanoseconds that only go on, such as {@link System#nanoTime}
   */
  DatabaseClock(Supplier<Instant> database, LongSupplier ticker, Clock machine) {
    this(database, ticker, machine, ZoneOffset.UTC);
  }

  private DatabaseClock(
      Supplier<Instant> database, LongSupplier ticker, Clock machine, ZoneId zone) {
    this.database = database;
    this.ticker = ticker;
    this.machine = machine;
    this.zone = zone;
    this.due = new AtomicLong(ticker.getAsLong());
  }

  @Override
  public Instant instant() {
    long next = due.get();
    long now = ticker.getAsLong();
    if (now - next >= 0 && due.compareAndSet(next, now + ASKED_EVERY.toNanos())) {
      ask(now);
    }
    Answer known = answer;
    return known == null
        ? machine.instant()
        : known.time().plusNanos(ticker.getAsLong() - known.at());
  }

  private void ask(long before) {
    try {
      Instant time = database.get();
      // The answer was on its way for half of the time, as far as anybody knows.
      answer = new Answer(time, before + (ticker.getAsLong() - before) / 2);
    } catch (RegistryUnavailable away) {
      // Counted on; whoever uses the database says that it is away.
    }
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new DatabaseClock(database, ticker, machine, other);
  }
}
