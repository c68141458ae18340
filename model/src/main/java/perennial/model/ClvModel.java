package perennial.model;

import java.time.LocalDate;

/** A fitted, immutable model of customer lifetime value. Safe for use by any number of threads. */
public sealed interface ClvModel permits BtydModel {
  /** The family's name in files, API and command line, such as {@code mbg-nbd}. */
  String family();

  /** The terms that every CLV of this model is stated in. */
  ValueTerms terms();

  /** The same model valued on other terms. Converts nothing: the currency must be the same. */
  ClvModel withTerms(ValueTerms newTerms);

  /** Last day of the data that the model was fitted on. */
  LocalDate observationEnd();

  /**
   * Everything the model says about one customer.
   *
   * @return finite numbers only, whatever the valid history
   */
  Prediction predict(CustomerHistory history, Horizons horizons);
}
