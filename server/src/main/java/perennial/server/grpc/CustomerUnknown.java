package perennial.server.grpc;

/** The ledger has nothing about the customer who is asked about. */
final class CustomerUnknown extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param what is not so; never the customer's id, which belongs in no log
   */
  CustomerUnknown(String what) {
    super(what);
  }
}
