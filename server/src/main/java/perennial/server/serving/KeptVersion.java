package perennial.server.serving;

import java.util.List;
import perennial.model.GoldenPrediction;

/**
 * All that is needed to serve a version without a registry.
 *
 * @param number of the version
 * @param artifactSha256 of the registered artifact
 * @param artifact bytes of the artifact; not copied, not to be changed
 * @param goldens to check it by
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record KeptVersion(
    long number, String artifactSha256, byte[] artifact, List<GoldenPrediction> goldens) {}
