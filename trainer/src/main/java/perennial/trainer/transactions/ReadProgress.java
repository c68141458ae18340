package perennial.trainer.transactions;

/** Hears how far the reading is. */
public interface ReadProgress {
  /** Says nothing to anybody. */
  ReadProgress NONE = (step, done, total) -> {};

  /**
   * @param step such as {@code reading sales.csv}
   * @param done of {@code total}
   */
  void at(String step, long done, long total);
}
