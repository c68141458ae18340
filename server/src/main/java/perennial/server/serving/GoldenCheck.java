package perennial.server.serving;

import java.util.List;
import java.util.Optional;
import perennial.model.ClvModel;
import perennial.model.GoldenPrediction;

/** Recomputes golden predictions. */
@FunctionalInterface
public interface GoldenCheck {
  /** Describes the first prediction that differs; empty when all agree. */
  Optional<String> firstMismatch(ClvModel model, List<GoldenPrediction> goldens);
}
