package perennial.trainer;

import perennial.model.BgNbdFitter;
import perennial.model.ErlangFitter;
import perennial.model.FitResult;
import perennial.model.MbgNbdFitter;
import perennial.model.NbdFitter;
import perennial.model.ParetoNbdFitter;
import perennial.model.PurchaseData;
import perennial.model.PurchaseModel;

/** The families of purchase models that can be fitted. */
public enum Family {
  BG_NBD("bg-nbd") {
    @Override
    FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new BgNbdFitter().fit(data);
    }
  },
  MBG_NBD("mbg-nbd") {
    @Override
    FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new MbgNbdFitter().fit(data);
    }
  },
  NBD("nbd") {
    @Override
    FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new NbdFitter().fit(data);
    }
  },
  PARETO_NBD("pareto-nbd") {
    @Override
    FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new ParetoNbdFitter().fit(data);
    }
  },
  BG_CNBD_K("bg-cnbd-k") {
    @Override
    FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return ErlangFitter.bg().fit(data);
    }

    @Override
    boolean needsTimings() {
      return true;
    }
  },
  MBG_CNBD_K("mbg-cnbd-k") {
    @Override
    FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return ErlangFitter.mbg().fit(data);
    }

    @Override
    boolean needsTimings() {
      return true;
    }
  };

  private final String label;

  Family(String label) {
    this.label = label;
  }

  abstract FitResult<? extends PurchaseModel> fit(PurchaseData data);

  /** Whether its fit needs the times between purchases. */
  boolean needsTimings() {
    return false;
  }

  /** The name in files and on the command line. */
  public String label() {
    return label;
  }
}
