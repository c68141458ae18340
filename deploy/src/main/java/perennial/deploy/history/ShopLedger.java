package perennial.deploy.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.BulkLedger;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.EventType;
import perennial.registry.ledger.RecordedEvents;
import perennial.simulation.ShopListener;

/**
 * Brings a simulated shop into the ledger, customer by customer. Ids are numbered, so that a
 * history which broke off is completed by starting again.
 */
final class ShopLedger implements ShopListener {
  static final String CURRENCY = "USD";

  private static final int AT_ONCE = 20_000;
  private static final int SECONDS_A_DAY = 86_400;
  private static final int CENT_DIGITS = 2;

  private final BulkLedger ledger;
  private final Consumer<BuyingDays> eachCustomer;
  private final List<CustomerEvent> events = new ArrayList<>();
  private BuyingDays current = new BuyingDays("");
  private int number;
  private int eventNumber;
  private SplittableRandom random = new SplittableRandom(0);
  private long recorded;

  /**
   * @param eachCustomer is handed every customer once all purchases of it are known
   */
  ShopLedger(BulkLedger ledger, Consumer<BuyingDays> eachCustomer) {
    this.ledger = ledger;
    this.eachCustomer = eachCustomer;
  }

  @Override
  public void visit(Shopper shopper, LocalDate day) {
    begin(shopper);
    add(shopper, day, EventType.VISIT, BigDecimal.ZERO, "", "");
  }

  @Override
  public void purchase(Shopper shopper, LocalDate day, long cents, String category) {
    add(
        shopper,
        day,
        EventType.PURCHASE,
        BigDecimal.valueOf(cents, CENT_DIGITS),
        CURRENCY,
        category);
    current.add(day, cents);
  }

  /** After the last customer. Returns how many events are new to the ledger. */
  long finish() {
    end();
    flush();
    return recorded;
  }

  private void begin(Shopper shopper) {
    end();
    if (events.size() >= AT_ONCE) {
      flush();
    }
    number = shopper.number();
    eventNumber = 0;
    random = new SplittableRandom(number);
    current = new BuyingDays(customerId(number));
  }

  private void end() {
    if (number > 0) {
      eachCustomer.accept(current);
    }
  }

  private void add(
      Shopper shopper,
      LocalDate day,
      EventType type,
      BigDecimal amount,
      String currency,
      String category) {
    Instant at =
        day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(random.nextInt(SECONDS_A_DAY));
    eventNumber++;
    events.add(
        new CustomerEvent(
            "shop-%d-%d".formatted(number, eventNumber),
            customerId(number),
            at,
            type,
            amount,
            currency,
            "",
            new Attributes(shopper.channel(), shopper.device(), shopper.market(), category),
            ""));
  }

  private void flush() {
    RecordedEvents result = ledger.load(events).events();
    if (!result.refused().isEmpty()) {
      throw new IllegalStateException("the ledger refused " + result.refused().getFirst());
    }
    recorded += result.recorded();
    events.clear();
  }

  private static String customerId(int number) {
    return "C%07d".formatted(number);
  }
}
