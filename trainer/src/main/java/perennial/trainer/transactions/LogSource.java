package perennial.trainer.transactions;

/** Where transactions come from: files, or the ledger. */
public interface LogSource {
  /** Reads and checks everything. */
  TransactionLog read(LogFormat format, String memoryLimit, ReadProgress progress);

  /** What reports call it. */
  String describe();

  /** Lower-case hex SHA-256 of what was read; after {@link #read}. */
  String sha256();

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
