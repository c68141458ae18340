package perennial.evaluation.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import perennial.model.BgBb;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.FixedSpend;
import perennial.model.MbgNbd;
import perennial.model.PurchaseModel;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;

class HeatMapTest {
  private static final MbgNbd MBG = new MbgNbd(.52484307, 6.18308471, .89135955, 1.6140029);
  private static final BgBb BG_BB = new BgBb(1.203522, .749716, .656718, 2.783442);

  @Test
  void of_mbg_hasTheModelsOwnAnswers() {
    HeatMapAxes axes = new HeatMapAxes(273, 273, List.of(0, 1, 10), List.of(0.0, 7.0, 273.0));
    HeatMap map = HeatMap.of(model(MBG, TimeUnit.WEEK), axes, Map.of());
    assertEquals(
        List.of("0@0", "1@7", "1@273", "10@273"),
        map.cells().stream().map(c -> c.frequency() + "@" + (int) c.recency()).toList());
    HeatCell last = map.cells().getLast();
    assertEquals(MBG.probabilityAlive(10, 39, 39), last.probabilityAlive(), 1e-7);
    assertEquals(MBG.expectedPurchases(10, 39, 39, 39), last.expectedPurchases(), 1e-7);
    assertEquals(MBG.probabilityAlive(0, 0, 39), map.cells().getFirst().probabilityAlive(), 1e-7);
  }

  @Test
  void around_customers_takesTheMedianAgeInWholeUnits() {
    int[] x = {0, 1, 2, 20};
    double[] age = {10, 100, 275, 400};
    double[] weight = {1, 1, 2, 0.01};
    HeatMapAxes axes = HeatMapAxes.around(TimeUnit.WEEK, 91, x, age, weight);
    assertEquals(273, axes.age());
    assertEquals(91, axes.horizonDays());
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), axes.frequencies());
    assertEquals(0, axes.recencies().getFirst());
    assertEquals(273, axes.recencies().getLast());
    assertTrue(axes.recencies().size() <= 13, axes::toString);
    axes.recencies().forEach(r -> assertEquals(0, r % 7));
  }

  @Test
  void around_frequentCustomers_stepsOverFrequencies() {
    HeatMapAxes axes =
        HeatMapAxes.around(
            TimeUnit.DAY, 91, new int[] {90, 90}, new double[] {365, 365}, new double[] {1, 1});
    assertEquals(13, axes.frequencies().size());
    assertTrue(axes.frequencies().getLast() >= 90);
  }

  @Test
  void around_customersOfToday_stillHasAnAge() {
    HeatMapAxes axes =
        HeatMapAxes.around(TimeUnit.WEEK, 91, new int[] {0}, new double[] {0}, new double[] {1});
    HeatMap map = HeatMap.of(model(MBG, TimeUnit.WEEK), axes, Map.of());
    assertEquals(1, axes.age());
    assertEquals(1, map.cells().stream().filter(c -> c.frequency() == 0).count());
  }

  @Test
  void of_bgBb_hasNoMorePurchasesThanOpportunities() {
    TimeUnit year = new TimeUnit(365);
    HeatMapAxes axes =
        HeatMapAxes.around(
            year, 5 * 365, new int[] {6}, new double[] {6 * 365}, new double[] {100});
    HeatMap map = HeatMap.of(model(BG_BB, year), axes, Map.of());
    assertEquals(22, map.cells().size()); // all histories there are of six opportunities
    assertEquals(BG_BB.probabilityAlive(2, 4, 6), cell(map, 2, 4 * 365).probabilityAlive(), 1e-7);
  }

  private static HeatCell cell(HeatMap map, int x, double recency) {
    return map.cells().stream()
        .filter(c -> c.frequency() == x && c.recency() == recency)
        .findFirst()
        .orElseThrow();
  }

  private static BtydModel model(PurchaseModel purchases, TimeUnit unit) {
    return new BtydModel(
        purchases,
        Covariance.UNKNOWN,
        new FixedSpend(1),
        Covariance.UNKNOWN,
        SpendOrders.REPEAT,
        unit,
        new ValueTerms("USD", 0.1, 1),
        LocalDate.of(2026, 1, 1));
  }
}
