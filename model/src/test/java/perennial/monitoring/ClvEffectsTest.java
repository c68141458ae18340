package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CustomerHistory;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;

class ClvEffectsTest {
  private static final FeatureKey KEY = new FeatureKey("spend", Segment.ALL, Period.WEEK);

  private static final BtydModel MODEL =
      new BtydModel(
          new MbgNbd(.525, 6.183, .891, 1.614),
          Covariance.UNKNOWN,
          new GammaGamma(6.25, 3.74, 15.44),
          Covariance.UNKNOWN,
          SpendOrders.ALL,
          TimeUnit.WEEK,
          new ValueTerms("USD", 0.1, 1),
          LocalDate.of(2024, 12, 31));

  private static List<CustomerHistory> customers(long seed, int n, double spendFactor) {
    SplittableRandom random = new SplittableRandom(seed);
    List<CustomerHistory> histories = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double age = 1 + random.nextInt(700);
      int repeats = random.nextInt(4);
      double recency = repeats == 0 ? 0 : age * (0.1 + 0.9 * random.nextDouble());
      double spend = spendFactor * Math.exp(3.5 + 0.8 * random.nextGaussian());
      histories.add(new CustomerHistory(repeats, recency, age, spend));
    }
    return histories;
  }

  private static double[] spends(List<CustomerHistory> histories) {
    return histories.stream().mapToDouble(CustomerHistory::meanSpend).toArray();
  }

  private static ClvEffect effect(List<CustomerHistory> window) {
    NumericReference reference =
        NumericReference.of(KEY, FeatureRole.FLOW, spends(customers(1, 20_000, 1)));
    return new ClvEffects(MODEL, 365, 1)
        .ofNumber(window, spends(window), reference, HistoryChange.MEAN_SPEND);
  }

  @Test
  void ofNumber_noDrift_isNoEffect() {
    ClvEffect effect = effect(customers(2, 5000, 1));
    assertEquals(0, effect.effect().getAsDouble(), 0.03);
    assertEquals(5000, effect.customers());
    assertEquals(0, effect.leftOut());
  }

  @Test
  void ofNumber_doubledSpend_isTheChangeOfTheSameCustomers() {
    List<CustomerHistory> doubled = customers(1, 20_000, 2);
    ClvEffects effects = new ClvEffects(MODEL, 365, 1);
    double after = Arrays.stream(effects.clv(doubled)).average().getAsDouble();
    double before = Arrays.stream(effects.clv(customers(1, 20_000, 1))).average().getAsDouble();
    assertTrue(after / before > 1.7);
    assertEquals(after / before - 1, effect(doubled).effect().getAsDouble(), 0.01);
  }

  @Test
  void ofNumber_impossibleCustomers_areLeftOutAndCounted() {
    List<CustomerHistory> window = List.of(new CustomerHistory(1, 20, 30, 9));
    NumericReference reference =
        NumericReference.of(KEY, FeatureRole.STOCK, new double[] {40, 40, 40});
    ClvEffect effect =
        new ClvEffects(MODEL, 365, 1)
            .ofNumber(
                window,
                new double[] {20},
                reference,
                (h, from, to) -> new CustomerHistory(h.repeatPurchases(), to, h.age(), 9));
    assertEquals(1, effect.leftOut());
    assertEquals(0, effect.customers());
    assertTrue(effect.effect().isEmpty());
  }

  @Test
  void ofNumber_missingValuesAndNobody_giveNoNan() {
    List<CustomerHistory> window = customers(3, 3, 1);
    NumericReference reference =
        NumericReference.of(KEY, FeatureRole.FLOW, spends(customers(1, 200, 1)));
    ClvEffects effects = new ClvEffects(MODEL, 365, 1);
    double[] none = {Double.NaN, Double.NaN, Double.NaN};
    assertEquals(
        0,
        effects.ofNumber(window, none, reference, HistoryChange.MEAN_SPEND).effect().getAsDouble());
    assertTrue(
        effects
            .ofNumber(List.of(), new double[0], reference, HistoryChange.MEAN_SPEND)
            .effect()
            .isEmpty());
  }

  @Test
  void ofCategory_givesEachCategoryItsFormerShare() {
    CategoricalReference reference =
        CategoricalReference.of(
            KEY, FeatureRole.FLOW, Map.of("email", 80L, "shop", 20L, "gone", 100L), 0);
    ClvEffect effect =
        ClvEffect.ofCategory(
            new double[] {10, 10, 100, 100, 55},
            Arrays.asList("email", "email", "shop", "shop", null),
            reference);
    assertEquals(55 / 28.0 - 1, effect.effect().getAsDouble(), 1e-12);
    assertEquals(4, effect.customers());
  }

  @Test
  void mapped_valuesOfTheReference_comeBack() {
    SplittableRandom random = new SplittableRandom(6);
    double[] values = random.doubles(5000).map(u -> u < 0.3 ? 0 : Math.exp(5 * u)).toArray();
    double[] mapped =
        new QuantileMapping(NumericReference.of(KEY, FeatureRole.FLOW, values)).mapped(values, 1);
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i], mapped[i], 0.02 * values[i]);
    }
  }

  @Test
  void mapped_otherShareOfZeros_becomesTheReferences() {
    double[] reference = new SplittableRandom(6).doubles(5000).map(u -> u < 0.1 ? 0 : u).toArray();
    double[] window = new SplittableRandom(7).doubles(2000).map(u -> u < 0.6 ? 0 : 9).toArray();
    double[] mapped =
        new QuantileMapping(NumericReference.of(KEY, FeatureRole.FLOW, reference))
            .mapped(window, 1);
    double zeros = Arrays.stream(reference).filter(v -> v == 0).count() / 5000.0;
    assertEquals(zeros, Arrays.stream(mapped).filter(v -> v == 0).count() / 2000.0, 1e-3);
    assertEquals(0.55, Arrays.stream(mapped).filter(v -> v > 0).average().getAsDouble(), 0.01);
  }

  @Test
  void mapped_wholeNumbers_stayWhole() {
    double[] reference = {-2, -2, 1, 1, 1, 2, 5, 5, 9, 40};
    double[] mapped =
        new QuantileMapping(NumericReference.of(KEY, FeatureRole.STOCK, reference))
            .mapped(new double[] {10, 20, 30, 40, 50, 60, 70, 80, 90, 100}, 1);
    assertArrayEquals(reference, mapped);
  }
}
