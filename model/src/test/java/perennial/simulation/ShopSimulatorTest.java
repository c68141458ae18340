package perennial.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.TimeUnit;
import perennial.simulation.ShopListener.Shopper;

class ShopSimulatorTest {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final LocalDate CHANGE = START.plusDays(250);
  private static final int CUSTOMERS = 8_000;

  record Purchase(Shopper shopper, LocalDate day, long cents, String category) {}

  private static ShopSettings settings(PlantedChange... changes) {
    return new ShopSettings(
        7,
        CUSTOMERS,
        START,
        365,
        new MbgNbd(.8, 8, .9, 3),
        new GammaGamma(6.25, 3.74, 15.44),
        TimeUnit.WEEK,
        List.of(changes));
  }

  private static List<Purchase> purchases(PlantedChange... changes) {
    List<Purchase> purchases = new ArrayList<>();
    new ShopSimulator(settings(changes))
        .run(
            new ShopListener() {
              @Override
              public void visit(Shopper shopper, LocalDate day) {
                assertTrue(!day.isBefore(START) && day.isBefore(START.plusDays(365)));
              }

              @Override
              public void purchase(Shopper shopper, LocalDate day, long cents, String category) {
                purchases.add(new Purchase(shopper, day, cents, category));
              }
            });
    return purchases;
  }

  private static List<Purchase> only(List<Purchase> all, Predicate<Purchase> which) {
    return all.stream().filter(which).toList();
  }

  private static double mean(List<Purchase> purchases) {
    return purchases.stream().mapToLong(Purchase::cents).average().orElseThrow();
  }

  @Test
  void run_sameSeed_isTheSame() {
    assertEquals(purchases(), purchases());
  }

  @Test
  void run_noChange_hasTheStatedShares() {
    List<Purchase> all = purchases();
    assertShares(all, p -> p.shopper().channel(), Map.of("email", .30, "search", .35));
    assertShares(all, p -> p.shopper().market(), Map.of("DE", .40, "FR", .35, "GB", .25));
    assertShares(all, Purchase::category, Map.of("books", .35, "toys", .15));
    assertTrue(all.stream().allMatch(p -> p.day().isBefore(START.plusDays(365))));
  }

  private static void assertShares(
      List<Purchase> all, Function<Purchase, String> what, Map<String, Double> expected) {
    Map<String, Long> counts =
        all.stream().collect(Collectors.groupingBy(what, Collectors.counting()));
    expected.forEach(
        // Purchases of one customer share channel and market: four times the error of a share.
        (name, share) ->
            assertEquals(share, counts.getOrDefault(name, 0L) / (double) all.size(), .04, name));
  }

  @Test
  void run_anyChange_changesNothingBeforeItsDay() {
    List<Purchase> before = only(purchases(), p -> p.day().isBefore(CHANGE));
    for (PlantedChange change :
        List.of(
            new PlantedChange.SpendInChannel(CHANGE, "email", 2),
            new PlantedChange.CategoryEnds(CHANGE, "toys"),
            new PlantedChange.DropoutInMarket(CHANGE, "DE", 3))) {
      assertEquals(before, only(purchases(change), p -> p.day().isBefore(CHANGE)));
    }
  }

  @Test
  void run_spendInChannel_isTwiceAsMuchThereOnly() {
    List<Purchase> plain = only(purchases(), p -> !p.day().isBefore(CHANGE));
    List<Purchase> changed =
        only(
            purchases(new PlantedChange.SpendInChannel(CHANGE, "email", 2)),
            p -> !p.day().isBefore(CHANGE));
    Predicate<Purchase> email = p -> p.shopper().channel().equals("email");
    assertEquals(2 * mean(only(plain, email)), mean(only(changed, email)), 1);
    assertEquals(only(plain, email.negate()), only(changed, email.negate()));
  }

  @Test
  void run_categoryEnds_itIsNeverBoughtAgain() {
    List<Purchase> after =
        only(
            purchases(new PlantedChange.CategoryEnds(CHANGE, "toys")),
            p -> !p.day().isBefore(CHANGE));
    assertEquals(List.of(), only(after, p -> p.category().equals("toys")));
    assertShares(after, Purchase::category, Map.of("books", .35 / .85));
  }

  @Test
  void run_dropoutInMarket_fewerPurchasesThereOnly() {
    List<Purchase> plain = only(purchases(), p -> !p.day().isBefore(CHANGE));
    List<Purchase> changed =
        only(
            purchases(new PlantedChange.DropoutInMarket(CHANGE, "DE", 3)),
            p -> !p.day().isBefore(CHANGE));
    Predicate<Purchase> german = p -> p.shopper().market().equals("DE");
    assertTrue(only(changed, german).size() < .9 * only(plain, german).size());
    assertEquals(only(plain, german.negate()), only(changed, german.negate()));
  }

  @Test
  void settings_outOfRange_nameTheSetting() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new ShopSettings(
                    1,
                    0,
                    START,
                    365,
                    new MbgNbd(.8, 8, .9, 3),
                    new GammaGamma(6.25, 3.74, 15.44),
                    TimeUnit.WEEK,
                    List.of()));
    assertEquals("customers 0 must be >= 1", e.getMessage());
  }
}
