package perennial.registry.retraining;

import java.util.OptionalLong;

/** A wanted run. Fields as in {@link TrainingRun}; the reason has 1 to 1,000 characters. */
public record NewTrainingRun(
    String model,
    TrainingRun.Trigger trigger,
    OptionalLong alert,
    String actor,
    String reason,
    String settings) {}
