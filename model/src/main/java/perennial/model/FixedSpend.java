package perennial.model;

/**
 * Every purchase is worth the same, as with a subscription of one price.
 *
 * @param amount in the currency, {@code > 0}
 */
public record FixedSpend(double amount) implements SpendModel {
  /**
   * @throws IllegalArgumentException when the amount is not positive and finite
   */
  public FixedSpend {
    Arguments.requireParameter("amount", amount);
  }

  @Override
  public double expectedSpend(CustomerHistory history, SpendOrders orders) {
    return amount;
  }
}
