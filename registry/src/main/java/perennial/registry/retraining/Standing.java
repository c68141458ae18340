package perennial.registry.retraining;

/** Whether a worker may go on with the run that it has claimed. */
public enum Standing {
  GO_ON,
  /** Somebody asked for a stop: end it as cancelled. */
  CANCELLED,
  /** The run is another worker's, or over: leave it alone. */
  LOST
}
