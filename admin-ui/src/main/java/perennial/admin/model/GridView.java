package perennial.admin.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.model.CommonGrid.Pair;
import perennial.admin.page.Formats;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.admin.table.TableQuery;
import perennial.admin.table.TableView;
import perennial.model.ClvModel;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.ModelRegistry;

/**
 * What two versions expect of the same customers, as the compare page shows it.
 *
 * @param says it in a sentence, or why it cannot be said
 * @param note on the terms and the spend
 */
public record GridView(String says, String note, TableView<Row> rows) {
  /** The table of both, with their names in its heads. */
  static Table<Pair> table(String left, String right) {
    return Table.of(
        "customer",
        "customers",
        Column.text("customer", "Customer", Pair::customer),
        Column.number("alive_before", "P(alive) " + left, p -> p.left().alive()),
        Column.number("alive", right, p -> p.right().alive()),
        Column.number("purchases_before", "Purchases " + left, p -> p.left().purchases()),
        Column.number("purchases", right, p -> p.right().purchases()),
        Column.number("purchases_change", "Change", p -> finite(p.purchaseChange())),
        Column.number("clv_before", "CLV " + left, p -> p.left().clv()),
        Column.number("clv", right, p -> p.right().clv()),
        Column.number("clv_change", "Change", p -> finite(p.clvChange())));
  }

  /** One customer. */
  public record Row(
      String customer,
      String aliveLeft,
      String aliveRight,
      String purchasesLeft,
      String purchasesRight,
      String purchasesChange,
      String clvLeft,
      String clvRight,
      String clvChange) {}

  /**
   * @param a number of the reference
   * @param b of the other version
   */
  static GridView read(ModelRegistry registry, String model, long a, long b, TableQuery query) {
    try {
      ClvModel reference = registry.load(model, a).model();
      return of("v" + a, reference, "v" + b, registry.load(model, b).model(), query);
    } catch (ArtifactCorrupted e) {
      String says = "One of the versions does not answer: " + e.getMessage();
      return new GridView(
          says, "", table("v" + a, "v" + b).view(query, List.of(), p -> row(p, "")));
    }
  }

  private static GridView of(
      String left, ClvModel reference, String right, ClvModel other, TableQuery query) {
    CommonGrid.Answer answer = CommonGrid.of(reference, other);
    String currency = reference.terms().currency();
    String says =
        CommonGrid.says(left, right, answer.pairs())
            .orElse("One of the versions does not answer for such customers: " + answer.refusal());
    String note =
        "Within 365 days, made-up customers with a mean spend of %s; money of both in %s’s terms."
            .formatted(Formats.money(answer.spend(), currency), left);
    return new GridView(
        says, note, table(left, right).view(query, answer.pairs(), p -> row(p, currency)));
  }

  private static Row row(Pair p, String currency) {
    return new Row(
        p.customer(),
        Formats.percent1(p.left().alive()),
        Formats.percent1(p.right().alive()),
        Formats.decimal(p.left().purchases(), 2),
        Formats.decimal(p.right().purchases(), 2),
        change(p.purchaseChange()),
        Formats.money(p.left().clv(), currency),
        Formats.money(p.right().clv(), currency),
        change(p.clvChange()));
  }

  private static String change(double change) {
    return Double.isFinite(change) ? Formats.signedPercent(change) : "–";
  }

  private static @Nullable Double finite(double change) {
    return Double.isFinite(change) ? change : null;
  }
}
