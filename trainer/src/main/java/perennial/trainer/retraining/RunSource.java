package perennial.trainer.retraining;

import perennial.trainer.TrainingSettings;
import perennial.trainer.transactions.LogSource;

/** What a run fits, and how. */
public record RunSource(TrainingSettings settings, LogSource source) {}
