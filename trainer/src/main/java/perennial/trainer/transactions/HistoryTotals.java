package perennial.trainer.transactions;

/** Sums over all customers that the data report needs. */
final class HistoryTotals {
  private long customers;
  private long repeatPurchases;
  private long customersNotPositive;
  private long matchedRefundLines;

  void add(HistoryChunk chunk) {
    customers += chunk.size();
    for (int i = 0; i < chunk.size(); i++) {
      repeatPurchases += chunk.repeatPurchases(i);
      customersNotPositive += chunk.spend(i) <= 0 ? 1 : 0;
      matchedRefundLines += chunk.matchedRefundLines(i);
    }
  }

  long customers() {
    return customers;
  }

  long repeatPurchases() {
    return repeatPurchases;
  }

  /** Customers whose net value over all purchases is zero or negative. */
  long customersNotPositive() {
    return customersNotPositive;
  }

  long matchedRefundLines() {
    return matchedRefundLines;
  }
}
