package perennial.model;

import java.util.Locale;

/** Which purchases of a customer the mean spend is taken over; part of every version. */
public enum SpendOrders {
  /** The repeat purchases, as in the literature: {@code n = x}. */
  REPEAT,
  /** All purchases, the first included: {@code n = x + 1}. */
  ALL;

  /** The spend count of a customer with {@code repeatPurchases}. */
  public int count(int repeatPurchases) {
    return this == REPEAT ? repeatPurchases : repeatPurchases + 1;
  }

  /** The name in files and on the command line: {@code repeat} or {@code all}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
