package perennial.trainer;

/** Hears what a training run is doing. */
@FunctionalInterface
public interface TrainingProgress {
  /** Says nothing to anybody. */
  TrainingProgress NONE = (step, done, total) -> {};

  /**
   * @param step what is being done, such as {@code fitting mbg-nbd}
   * @param done of {@code total}
   * @param total at least 1
   */
  void at(String step, long done, long total);
}
