package perennial.trainer;

import perennial.model.BgNbdFitter;
import perennial.model.FitResult;
import perennial.model.MbgNbdFitter;
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
  };

  private final String label;

  Family(String label) {
    this.label = label;
  }

  abstract FitResult<? extends PurchaseModel> fit(PurchaseData data);

  /** The name in files and on the command line. */
  public String label() {
    return label;
  }
}
