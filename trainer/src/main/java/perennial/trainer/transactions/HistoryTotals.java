package perennial.trainer.transactions;

/** Sums over all customers that the data report needs. */
final class HistoryTotals {
  private long customers;
  private long repeatPurchases;
  private long matchedRefundLines;

  void add(HistoryReducer customer) {
    customers++;
    repeatPurchases += customer.repeatPurchases();
    matchedRefundLines += customer.matchedRefundLines();
  }

  long customers() {
    return customers;
  }

  long repeatPurchases() {
    return repeatPurchases;
  }

  long matchedRefundLines() {
    return matchedRefundLines;
  }
}
