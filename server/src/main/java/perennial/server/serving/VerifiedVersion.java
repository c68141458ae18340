package perennial.server.serving;

import java.util.List;
import perennial.model.GoldenPrediction;

/**
 * A version that was verified in this process.
 *
 * @param goldens that it was verified by
 */
record VerifiedVersion(ServedVersion version, List<GoldenPrediction> goldens) {}
