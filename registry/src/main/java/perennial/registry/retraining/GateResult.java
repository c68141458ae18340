package perennial.registry.retraining;

/**
 * Whether a version passed one gate.
 *
 * @param gate {@code schema}, {@code provenance}, {@code convergence}, {@code goldens}, {@code
 *     holdout}, {@code bias}, {@code calibration}, {@code replay}, {@code drift} or {@code latency}
 * @param finding in one sentence, with figures and limits
 * @param evidence a JSON object of the figures
 */
public record GateResult(String gate, Outcome outcome, String finding, String evidence) {
  public enum Outcome {
    PASSED,
    FAILED,
    /** Cannot be told; does not pass. */
    NOT_ENOUGH_DATA
  }
}
