package perennial.trainer.transactions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;
import perennial.registry.ledger.BulkLedger;
import perennial.registry.ledger.BulkLedger.DayLine;

/**
 * The ledger's days as lines of a log: a purchase line for a purchase day, a refund line for what a
 * day is lowered by, and the returns of known orders on their own days beside a line of 0 for each
 * day of those orders. From there on everything is as with a file.
 */
public final class LedgerSource implements LogSource {
  private static final int MONEY_DECIMALS = 6;

  private final BulkLedger ledger;
  private final ZoneId zone;
  private @Nullable String sha256;

  /**
   * @param zone the ledger's
   */
  public LedgerSource(BulkLedger ledger, ZoneId zone) {
    this.ledger = ledger;
    this.zone = zone;
  }

  @Override
  public TransactionLog read(LogFormat format, String memoryLimit, ReadProgress progress) {
    LogFormat inZone = new LogFormat(format.columns(), format.datePattern(), zone);
    progress.at("reading the ledger", 0, 1);
    TransactionLog log =
        TransactionLog.filled(describe(), inZone, memoryLimit, progress, this::fill);
    progress.at("reading the ledger", 1, 1);
    return log;
  }

  private void fill(DuckSession duck) {
    duck.execute(
        """
        CREATE TABLE ledger_days (customer VARCHAR, day DATE, amount %s, kind INTEGER,
          order_id VARCHAR)
        """
            .formatted(LineSql.MONEY));
    MessageDigest digest = digest();
    try (DuckDBAppender rows = duck.connection().createAppender("ledger_days")) {
      AtomicLong lines = new AtomicLong();
      ledger.days(line -> {
        append(rows, digest, line);
        lines.incrementAndGet();
      });
      if (lines.get() == 0) {
        throw new BadInput("the ledger is empty: bring history in with `perennial load`");
      }
    } catch (SQLException e) {
      throw DuckSession.failed("reading the ledger", e);
    }
    sha256 = HexFormat.of().formatHex(digest.digest());
    duck.execute(
        """
        CREATE TABLE lines AS SELECT 0 AS file, customer, %s AS key, day,
          CAST(NULL AS VARCHAR) AS date_text, amount, CAST(kind AS TINYINT) AS kind,
          %s AS order_id
        FROM (SELECT customer, day, amount, kind, NULLIF(order_id, '') AS order_id
          FROM ledger_days)
        """
            .formatted(LineSql.KEY, LineSql.ORDER));
    duck.execute("DROP TABLE ledger_days");
  }

  private static void append(DuckDBAppender rows, MessageDigest digest, DayLine line) {
    BigDecimal amount =
        (line.givenBack() ? line.amount().negate() : line.amount())
            .setScale(MONEY_DECIMALS, RoundingMode.UNNECESSARY);
    digest.update(
        "%s\t%s\t%s\t%b\t%s\n"
            .formatted(
                line.customerId(),
                line.day(),
                amount.toPlainString(),
                line.givenBack(),
                line.orderId())
            .getBytes(StandardCharsets.UTF_8));
    try {
      rows.beginRow()
          .append(line.customerId())
          .append(line.day())
          .append(amount)
          .append(line.givenBack() ? LineSql.REFUND : LineSql.PURCHASE)
          .append(line.orderId())
          .endRow();
    } catch (SQLException e) {
      throw DuckSession.failed("reading the ledger", e);
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  public void purchases(
      LocalDate first, LocalDate end, int partDays, Consumer<BulkLedger.Purchases> each) {
    ledger.purchases(first, end, partDays, each);
  }

  @Override
  public String describe() {
    return "the ledger";
  }

  @Override
  public String sha256() {
    if (sha256 == null) {
      throw new IllegalStateException("the ledger was not read yet");
    }
    return sha256;
  }
}
