package perennial.trainer.transactions;

import java.time.LocalDate;
import java.util.function.Consumer;
import perennial.registry.ledger.BulkLedger;

/** Where transactions come from: files, or the ledger. */
public interface LogSource {
  /** Reads and checks everything. */
  TransactionLog read(LogFormat format, String memoryLimit, ReadProgress progress);

  /** What reports call it. */
  String describe();

  /** Lower-case hex SHA-256 of what was read; after {@link #read}. */
  String sha256();

  /**
   * Hands over single purchases as {@link BulkLedger#purchases} does. A source that does not know
   * them, as files do not, hands over none.
   */
  default void purchases(
      LocalDate first, LocalDate end, int partDays, Consumer<BulkLedger.Purchases> each) {}

  /** Files as a source. */
  static LogSource of(InputFiles files) {
    return new LogSource() {
      @Override
      public TransactionLog read(LogFormat format, String memoryLimit, ReadProgress progress) {
        return TransactionLog.read(files, format, memoryLimit, progress);
      }

      @Override
      public String describe() {
        return files.describe();
      }

      @Override
      public String sha256() {
        return files.sha256();
      }
    };
  }
}
