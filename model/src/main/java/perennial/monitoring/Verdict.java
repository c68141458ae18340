package perennial.monitoring;

/** What a measure says. */
public enum Verdict {
  /** Fewer customers than the minimum; never shown as good. */
  NOT_ENOUGH_DATA,
  /** Not significant, or too small to matter. */
  STABLE,
  WARN,
  ALARM
}
