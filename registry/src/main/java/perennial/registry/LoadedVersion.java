package perennial.registry;

import java.util.List;
import perennial.model.ClvModel;
import perennial.model.GoldenPrediction;

/** A version with its artifact decoded and its hash verified; goldens not yet recomputed. */
public record LoadedVersion(ModelVersion version, ClvModel model, List<GoldenPrediction> goldens) {}
