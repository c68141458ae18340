package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import perennial.registry.ledger.LedgerTerms;
import perennial.server.customers.FakeLedger;

class LedgerContractTest {
  @Test
  void settleLater_ledgerHasOtherTerms_theLedgersHold() {
    FakeLedger ledger = new FakeLedger();
    ledger.settle(new LedgerTerms(ZoneOffset.UTC, "GBP"));
    LedgerContract contract = new LedgerContract(ledger, new LedgerTerms(ZoneOffset.UTC, "EUR"));
    assertThrows(IllegalStateException.class, contract::settle);
    contract.settleLater();
    assertEquals("GBP", contract.terms().currency());
  }
}
