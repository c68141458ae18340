package perennial.trainer.transactions;

/** Sums over all customers that the data report needs. */
final class HistoryTotals {
  private long customers;
  private long repeatPurchases;
  private long matchedRefundLines;

  void add(HistoryChunk chunk) {
    customers += chunk.size();
    for (int i = 0; i < chunk.size(); i++) {
      repeatPurchases += chunk.repeatPurchases(i);
      matchedRefundLines += chunk.matchedRefundLines(i);
    }
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
