package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.simulation.PlantedChange;

/** Requests about those who bought lately, held against a holdout of everybody. */
class StandardisedAccuracyTest {
  private static final MonitoringSettings SETTINGS = MonitoringSettings.DEFAULT;
  private static final int CUSTOMERS = 12_000;

  @ParameterizedTest
  @CsvSource({"1, 4", "1, 13", "2, 4", "2, 13", "3, 4", "3, 13"})
  void accuracy_unchangedWorld_isStableWhereOneErrorForAllRaisesAnAlarm(long seed, int weeks) {
    AskedShop shop = new AskedShop(seed, CUSTOMERS);
    HoldoutErrors holdout = shop.holdout(weeks);
    var asked = shop.asked(weeks);
    MaturedRows all = of(asked, "");
    OptionalDouble plain = OptionalDouble.of(holdout.mae());
    assertEquals(Verdict.ALARM, all.accuracy(Segment.ALL, weeks, plain, SETTINGS).verdict());

    int judged = 0;
    for (var segment : asked.entrySet()) {
      Segment named =
          segment.getKey().isEmpty() ? Segment.ALL : new Segment("segment", segment.getKey());
      MaturedAccuracy accuracy = segment.getValue().accuracy(named, weeks, holdout, SETTINGS);
      if (accuracy.customers() >= SETTINGS.minimumCustomers()) {
        assertEquals(Verdict.STABLE, accuracy.verdict(), () -> segment.getKey() + ": " + accuracy);
        judged++;
      }
    }
    assertTrue(judged >= 14, "all, 3 markets, 4 stages, 4 statuses and cells: " + judged);
    MaturedAccuracy fair = all.accuracy(Segment.ALL, weeks, holdout, SETTINGS);
    assertEquals(1, fair.mae() / fair.holdoutMae().orElseThrow(), 0.1);
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "2, 4", "3, 4", "4, 4"}) // of twice 13 weeks the shop does not know the end
  void accuracy_purchasesTwiceAsFast_isAnAlarm(long seed, int weeks) {
    AskedShop shop = new AskedShop(seed, CUSTOMERS);
    MaturedAccuracy accuracy =
        of(shop.asked(weeks, 2), "").accuracy(Segment.ALL, weeks, shop.holdout(weeks), SETTINGS);
    assertEquals(Verdict.ALARM, accuracy.verdict(), accuracy::toString);
    assertTrue(accuracy.biasHigh() < 0, accuracy::toString);
  }

  /**
   * The error cannot tell: who buys less is off by less. The bias does, and the verdict with it.
   */
  @ParameterizedTest
  @CsvSource({"1, 4", "1, 13", "2, 4", "2, 13"})
  void accuracy_dropoutTriplesInOneMarket_isABiasThere(long seed, int weeks) {
    AskedShop shop = new AskedShop(seed, CUSTOMERS);
    AskedShop leaving =
        new AskedShop(
            seed,
            CUSTOMERS,
            new PlantedChange.DropoutInMarket(AskedShop.START.plusWeeks(52), "DE", 3));
    HoldoutErrors holdout = shop.holdout(weeks);
    assertEquals(holdout, leaving.holdout(weeks), "it was trained before");
    Segment market = new Segment("market", "DE");
    MaturedAccuracy before = of(shop.asked(weeks), "DE").accuracy(market, weeks, holdout, SETTINGS);
    MaturedAccuracy after =
        of(leaving.asked(weeks), "DE").accuracy(market, weeks, holdout, SETTINGS);
    assertEquals(Verdict.STABLE, before.verdict(), before::toString);
    assertTrue(after.biasLow() > before.bias(), () -> before + " then " + after);
    assertTrue(after.mae() < 1.1 * after.holdoutMae().orElseThrow(), after::toString);
    assertTrue(AccuracyRule.isOfBias(after, SETTINGS), after::toString);
  }

  private static MaturedRows of(SortedMap<String, MaturedRows> asked, String segment) {
    return Objects.requireNonNull(asked.get(segment), segment);
  }
}
