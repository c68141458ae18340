package perennial.trainer.transactions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which columns of a transaction log mean what. A line's value is its amount, or its quantity times
 * its price.
 *
 * @param customer the customer's id; a line without one is dropped and counted
 * @param date when the purchase or refund happened
 * @param value the amount, or quantity and price
 * @param order the order a line belongs to; lets a refund find its own order
 * @param attributes where a purchase came from, which only a ledger keeps
 */
public record Columns(
    String customer,
    String date,
    Value value,
    Optional<String> order,
    AttributeColumns attributes) {
  /** Default names: {@code customer}, {@code date}, {@code amount}. */
  public static final Columns DEFAULT =
      new Columns("customer", "date", new Amount("amount"), Optional.empty());

  /** Without attributes. */
  public Columns(String customer, String date, Value value, Optional<String> order) {
    this(customer, date, value, order, AttributeColumns.NONE);
  }

  /** The same with these. */
  public Columns with(AttributeColumns added) {
    return new Columns(customer, date, value, order, added);
  }

  /** How the value of a line is given. */
  public sealed interface Value permits Amount, QuantityTimesPrice {}

  /** The value of the whole line. */
  public record Amount(String column) implements Value {}

  /** The number of pieces and the price of one. */
  public record QuantityTimesPrice(String quantity, String price) implements Value {}

  /** Every column that is read, in a fixed order. */
  List<String> names() {
    List<String> names = new ArrayList<>(List.of(customer, date));
    switch (value) {
      case Amount(String amount) -> names.add(amount);
      case QuantityTimesPrice(String quantity, String price) -> {
        names.add(quantity);
        names.add(price);
      }
    }
    order.ifPresent(names::add);
    attributes.names().forEach(names::add);
    return names;
  }
}
