package perennial.registry.retraining;

/** A worker went on with a run that was cancelled or is not its own any more; nothing was done. */
public final class RunStopped extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private final Standing standing;

  /**
   * @param standing {@code CANCELLED} or {@code LOST}
   */
  public RunStopped(long run, Standing standing) {
    super(
        standing == Standing.CANCELLED
            ? "run %d was cancelled".formatted(run)
            : "run %d is not this worker's any more".formatted(run));
    this.standing = standing;
  }

  public Standing standing() {
    return standing;
  }
}
