package perennial.trainer.retraining;

import perennial.registry.retraining.GateResult;

/** One question that a version must answer before it may serve. */
interface Gate {
  /** As in {@link GateResult#gate}. */
  String name();

  GateResult check(Candidacy candidacy);
}
