package perennial.admin.gates;

import org.jspecify.annotations.Nullable;
import perennial.registry.retraining.GateResult;

/**
 * One figure of a gate, beside the champion's and what it was held against.
 *
 * @param gate as in {@link GateResult#gate}
 * @param name what was measured
 * @param note on what, and what its limit is about; may be empty
 * @param unit of candidate and champion
 * @param candidate null where it is not a number
 * @param said what the candidate has instead of a number; else empty
 * @param champion null where there is none, or it has no such figure
 * @param difference candidate minus champion; null where it was not measured
 * @param low end of its 95 % interval; null where there is none
 * @param limit null where nothing is held against it
 * @param limitUnit of limit, difference and interval
 */
record GateMeasure(
    String gate,
    String name,
    String note,
    Unit unit,
    @Nullable Double candidate,
    String said,
    @Nullable Double champion,
    @Nullable Double difference,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable Double limit,
    Unit limitUnit,
    Held held) {

  /** What became of a figure that has a limit. */
  enum Held {
    WITHIN("ok", "within limit"),
    BEYOND("bad", "beyond limit"),
    FAILED("bad", "failed"),
    NOT_ENOUGH_DATA("unknown", "not enough data"),
    /** It has none: it is told only. */
    TOLD("", "");

    private final String tone;
    private final String words;

    Held(String tone, String words) {
      this.tone = tone;
      this.words = words;
    }

    String tone() {
      return tone;
    }

    String words() {
      return words;
    }

    /**
     * The gate's own outcome decides; of a gate that failed the figures tell which limit it was.
     *
     * @param within null where the figures do not tell
     */
    static Held of(GateResult.Outcome outcome, @Nullable Boolean within) {
      return switch (outcome) {
        case PASSED -> WITHIN;
        case NOT_ENOUGH_DATA -> NOT_ENOUGH_DATA;
        case FAILED -> within == null ? FAILED : within ? WITHIN : BEYOND;
      };
    }
  }
}
