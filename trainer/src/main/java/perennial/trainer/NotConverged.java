package perennial.trainer;

import java.util.List;

/** A fit that was needed did not reach a maximum; nothing was registered. */
public final class NotConverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param warnings of the fit
   */
  public NotConverged(List<String> warnings) {
    super(
        "the fit did not converge, nothing was registered: %s"
            .formatted(String.join("; ", warnings)));
  }
}
