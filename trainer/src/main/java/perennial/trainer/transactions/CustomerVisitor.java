package perennial.trainer.transactions;

/** Takes customers one by one, in the order of their hash bucket and then of their id. */
public interface CustomerVisitor {
  void visit(String customer, HistoryRow row);
}
