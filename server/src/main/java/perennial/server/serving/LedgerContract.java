package perennial.server.serving;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.LedgerTerms;

/**
 * The time zone and currency of the ledger: the settings until the database has been asked, what
 * the ledger has from then on.
 */
public final class LedgerContract {
  private static final Logger log = LoggerFactory.getLogger(LedgerContract.class);

  private final CustomerLedger ledger;
  private final LedgerTerms wanted;
  private volatile LedgerTerms terms;
  private volatile boolean settled;

  public LedgerContract(CustomerLedger ledger, LedgerTerms wanted) {
    this.ledger = ledger;
    this.wanted = wanted;
    this.terms = wanted;
  }

  public LedgerTerms terms() {
    return terms;
  }

  /**
   * Settles the terms at the start of a server.
   *
   * @throws IllegalStateException naming both, when the ledger has other ones
   * @throws RegistryUnavailable when the database cannot be asked now
   */
  public void settle() {
    terms = ledger.settle(wanted);
    settled = true;
  }

  /**
   * The same later, of a server that started without its database and answers already: what the
   * ledger has holds then, so that its amounts are never taken for another currency's.
   *
   * @throws RegistryUnavailable when the database cannot be asked now
   */
  void settleLater() {
    if (settled) {
      return;
    }
    try {
      settle();
    } catch (IllegalStateException e) {
      log.error("the settings of the ledger do not hold; the ledger's own do: {}", e.getMessage());
      ledger
          .terms()
          .ifPresent(held -> {
            terms = held;
            settled = true;
          });
    }
  }
}
