package perennial.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import perennial.model.BgCnbdK;
import perennial.model.BgNbd;
import perennial.model.GammaGamma;
import perennial.model.MbgCnbdK;
import perennial.model.MbgNbd;
import perennial.model.Nbd;
import perennial.model.ParetoNbd;
import perennial.model.PurchaseModel;
import perennial.model.Sbg;
import perennial.model.TimeUnit;

class CustomerSimulatorTest {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final GammaGamma SPEND = new GammaGamma(6.25, 3.74, 15.44);

  record Line(int customer, LocalDate day, long cents) {}

  private static List<Line> run(long seed, int customers) {
    return run(seed, customers, new MbgNbd(.8, 8, .9, 3));
  }

  private static List<Line> run(long seed, int customers, PurchaseModel model) {
    List<Line> lines = new ArrayList<>();
    new CustomerSimulator(
            new SimulationSettings(seed, customers, START, 90, 365, model, SPEND, TimeUnit.WEEK))
        .run((customer, day, cents) -> lines.add(new Line(customer, day, cents)));
    return lines;
  }

  @Test
  void run_sameSeed_givesSamePurchases() {
    assertEquals(run(1, 500), run(1, 500));
    assertFalse(run(1, 500).equals(run(2, 500)));
  }

  @Test
  void run_moreCustomers_keepsTheFirstOnes() {
    List<Line> few = run(1, 100);
    assertEquals(few, run(1, 300).subList(0, few.size()));
  }

  @Test
  void run_anySeed_keepsToTheWindows() {
    Map<Integer, LocalDate> last = new TreeMap<>();
    for (Line line : run(3, 2000)) {
      LocalDate before = last.put(line.customer, line.day);
      if (before == null) {
        assertTrue(line.day.isBefore(START.plusDays(90)), line::toString);
      } else {
        assertFalse(line.day.isBefore(before), line::toString);
      }
      assertFalse(line.day.isBefore(START), line::toString);
      assertTrue(line.day.isBefore(START.plusDays(365)), line::toString);
      assertTrue(line.cents >= 1, line::toString);
    }
    assertEquals(2000, last.size());
  }

  @Test
  void run_manyCustomers_hasTheModelsMeans() {
    List<Line> lines = run(4, 30_000);
    double meanSpend = lines.stream().mapToLong(Line::cents).average().orElseThrow() / 100;
    double population = 6.25 * 15.44 / 2.74;
    assertEquals(population, meanSpend, 0.02 * population);
    double repeats = lines.size() / 30_000.0 - 1;
    double expected = new MbgNbd(.8, 8, .9, 3).expectedPurchases((365 - 45.5) / 7);
    assertEquals(expected, repeats, 0.03 * expected);
  }

  static Stream<PurchaseModel> families() {
    return Stream.of(
        new Nbd(.8, 12),
        new BgNbd(.8, 8, .9, 3),
        new ParetoNbd(.8, 8, .7, 20),
        new BgCnbdK(3, .8, 3, .9, 3),
        new MbgCnbdK(2, .8, 4, .9, 3));
  }

  /** Customers arrive evenly over 90 of 365 days. */
  @ParameterizedTest
  @MethodSource("families")
  void run_anyFamily_hasItsMeanCount(PurchaseModel model) {
    int customers = 30_000;
    double repeats = run(5, customers, model).size() / (double) customers - 1;
    double expected = 0;
    for (int day = 0; day < 90; day++) {
      expected += model.expectedPurchases((365 - 1 - day) / 7.0) / 90;
    }
    assertEquals(expected, repeats, 0.03 * expected);
  }

  @Test
  void run_contract_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> run(1, 1, new Sbg(.7, 1.2)));
  }

  @Test
  void settings_outOfRange_areNamed() {
    Exception refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new SimulationSettings(
                    1, 10, START, 400, 365, new MbgNbd(1, 1, 1, 1), SPEND, TimeUnit.DAY));
    assertTrue(refused.toString().contains("acquisition days 400"), refused::toString);
  }
}
