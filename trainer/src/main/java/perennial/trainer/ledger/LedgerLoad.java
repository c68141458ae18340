package perennial.trainer.ledger;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.BulkLedger;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.EventType;
import perennial.registry.ledger.IllegalEvent;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.ledger.RecordedEvents;
import perennial.trainer.TrainingProgress;
import perennial.trainer.ledger.Loaded.Refusals;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LogFormat;
import perennial.trainer.transactions.NumberedLines;
import perennial.trainer.transactions.NumberedLines.Line;
import perennial.trainer.transactions.NumberedLines.Origin;

/**
 * Brings a transaction log into the ledger. A line is an event at the start of its day; its id is
 * the hash of its file with its number in it, so that a file is loaded once however often it is
 * tried, and a load that broke off is simply started again.
 */
public final class LedgerLoad implements AutoCloseable {
  private static final int HASH_DIGITS = 32;
  private static final int AT_ONCE = 20_000;
  private static final Duration TOLERANCE = Duration.ofDays(1);

  private final NumberedLines lines;
  private final LedgerTerms terms;
  private final InputFiles files;
  private final List<String> hashes;
  private final Instant latest;

  private long recorded;
  private long duplicates;
  private long conflicts;
  private String conflict = "";
  private final SortedMap<String, Refusals> refused = new TreeMap<>();

  private LedgerLoad(NumberedLines lines, LedgerTerms terms, InputFiles files, Clock clock) {
    this.lines = lines;
    this.terms = terms;
    this.files = files;
    this.latest = clock.instant().plus(TOLERANCE);
    this.hashes =
        files.files().stream()
            .map(file -> new InputFiles(List.of(file)).sha256().substring(0, HASH_DIGITS))
            .toList();
  }

  /**
   * Reads all lines of the files, and loads none of them yet.
   *
   * @param terms the ledger's; amounts are in its currency
   * @throws perennial.trainer.transactions.BadInput when a file, a column or a value cannot be
   *     understood
   */
  public static LedgerLoad read(
      InputFiles files,
      LogFormat format,
      String memoryLimit,
      LedgerTerms terms,
      Clock clock,
      TrainingProgress progress) {
    LogFormat inZone = new LogFormat(format.columns(), format.datePattern(), terms.timeZone());
    NumberedLines lines = NumberedLines.read(files, inZone, memoryLimit, progress::at);
    try {
      return new LedgerLoad(lines, terms, files, clock);
    } catch (RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  /**
   * Loads the lines. Once only.
   *
   * @param ledger which has the terms
   * @throws perennial.registry.RegistryUnavailable when the database goes away; run again, what was
   *     loaded stays
   */
  public Loaded into(BulkLedger ledger) {
    try (Batches<Sent> batches = new Batches<>()) {
      lines.each(AT_ONCE, batch -> batches.run(() -> send(ledger, batch), this::add));
      batches.finish(this::add);
      return new Loaded(
          terms,
          recorded,
          duplicates,
          new Loaded.Refusals(conflicts, conflict),
          lines.dropped(),
          refused);
    }
  }

  /** What became of a batch of lines. */
  private record Sent(
      List<Line> lines, BulkLedger.LoadedEvents result, SortedMap<String, Refusals> refused) {}

  /** In one of several threads. */
  private Sent send(BulkLedger ledger, List<Line> batch) {
    List<CustomerEvent> events = new ArrayList<>(batch.size());
    List<Line> sent = new ArrayList<>(batch.size());
    SortedMap<String, Refusals> wrong = new TreeMap<>();
    for (Line line : batch) {
      try {
        events.add(event(line));
        sent.add(line);
      } catch (IllegalEvent e) {
        refuse(wrong, line, e.field(), String.valueOf(e.getMessage()));
      }
    }
    return new Sent(sent, ledger.load(events), wrong);
  }

  /** In the loading thread. */
  private void add(Sent sent) {
    RecordedEvents result = sent.result().events();
    recorded += result.recorded();
    duplicates += result.duplicates();
    sent.refused().forEach((field, more) -> refused.merge(field, more, Refusals::plus));
    for (RecordedEvents.Refused r : result.refused()) {
      refuse(refused, sent.lines().get(r.index()), r.field(), r.field() + " " + r.description());
    }
    if (conflicts == 0 && !sent.result().conflicts().isEmpty()) {
      conflict = text(sent.result().conflicts().getFirst());
    }
    conflicts += sent.result().conflicts().size();
  }

  private String text(BulkLedger.Conflict conflict) {
    String id = conflict.sent().eventId();
    String hash = id.substring(0, HASH_DIGITS);
    return "row %s of %s: the ledger has %s, the file now says %s"
        .formatted(
            id.substring(HASH_DIGITS + 1),
            files.files().get(hashes.indexOf(hash)).getFileName(),
            text(conflict.kept()),
            text(conflict.sent()));
  }

  private String text(CustomerEvent event) {
    StringBuilder more = new StringBuilder();
    add(more, "order", event.orderId());
    add(more, "channel", event.attributes().channel());
    add(more, "device", event.attributes().device());
    add(more, "market", event.attributes().market());
    add(more, "category", event.attributes().category());
    return "a %s of '%s' on %s over %s%s"
        .formatted(
            event.type(),
            event.customerId(),
            event.occurredAt().atZone(terms.timeZone()).toLocalDate(),
            event.amount().toPlainString(),
            more.isEmpty() ? "" : " (" + more + ")");
  }

  private static void add(StringBuilder to, String name, String value) {
    if (!value.isEmpty()) {
      to.append(to.isEmpty() ? "" : ", ").append(name).append(" '").append(value).append('\'');
    }
  }

  private CustomerEvent event(Line line) {
    Instant at = line.day().atStartOfDay(terms.timeZone()).toInstant();
    if (at.isAfter(latest)) {
      throw new IllegalEvent("occurred_at", line.day() + " is in the future");
    }
    BigDecimal amount = line.refund() ? line.amount().abs() : line.amount();
    return new CustomerEvent(
        hashes.get(line.file()) + ":" + line.number(),
        line.customer(),
        at,
        line.refund() ? EventType.RETURN : EventType.PURCHASE,
        amount,
        terms.currency(),
        line.order(),
        attributes(line.origin()),
        "");
  }

  private static Attributes attributes(Origin origin) {
    return new Attributes(origin.channel(), origin.device(), origin.market(), origin.category());
  }

  private void refuse(SortedMap<String, Refusals> to, Line line, String field, String rule) {
    Path file = files.files().get(line.file());
    Refusals one =
        new Refusals(1, "row %d of %s: %s".formatted(line.number(), file.getFileName(), rule));
    to.merge(field, one, Refusals::plus);
  }

  @Override
  public void close() {
    lines.close();
  }
}
