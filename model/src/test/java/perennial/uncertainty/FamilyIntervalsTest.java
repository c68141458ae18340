package perennial.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import perennial.model.Bdw;
import perennial.model.BgBb;
import perennial.model.BgCnbdK;
import perennial.model.BgNbd;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CovariateEffects;
import perennial.model.CustomerHistory;
import perennial.model.FixedSpend;
import perennial.model.GammaGamma;
import perennial.model.GroupEffects;
import perennial.model.HorizonPrediction;
import perennial.model.Horizons;
import perennial.model.Interval;
import perennial.model.MbgCnbdK;
import perennial.model.MbgNbd;
import perennial.model.Nbd;
import perennial.model.ParetoNbd;
import perennial.model.Prediction;
import perennial.model.PurchaseModel;
import perennial.model.Sbg;
import perennial.model.SpendModel;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.Traits;
import perennial.model.Uncertainty;
import perennial.model.ValueTerms;

/** Intervals of every family, with groups and with covariates. */
class FamilyIntervalsTest {
  private static final TimeUnit YEAR = new TimeUnit(365);
  private static final GammaGamma SPEND = new GammaGamma(6.25, 3.74, 15.44);

  static Stream<BtydModel> models() {
    PurchaseModel mbg = new MbgNbd(.525, 43, .891, 1.614);
    return Stream.of(
        of(new Nbd(.385, 84), SPEND, TimeUnit.DAY),
        of(new BgNbd(.243, 31, .793, 2.426), SPEND, TimeUnit.DAY),
        of(mbg, SPEND, TimeUnit.DAY),
        of(new ParetoNbd(.553, 74, .606, 81), SPEND, TimeUnit.DAY),
        of(new BgCnbdK(2, .5, 20, .8, 2.4), SPEND, TimeUnit.DAY),
        of(new MbgCnbdK(3, .7, 15, .9, 1.6), SPEND, TimeUnit.DAY),
        of(new BgBb(1.2, .75, .66, 2.8), new FixedSpend(50), YEAR),
        of(new Sbg(.7, 1.18), new FixedSpend(9.99), YEAR),
        of(new Bdw(.46, .78, 1.28), new FixedSpend(9.99), new TimeUnit(30)),
        grouped(mbg),
        withCovariates(mbg));
  }

  private static BtydModel of(PurchaseModel purchases, SpendModel spend, TimeUnit unit) {
    return new BtydModel(
        purchases,
        relative(purchases.parameters()),
        CovariateEffects.NONE,
        GroupEffects.NONE,
        spend,
        spend instanceof GammaGamma g ? relative(g.p(), g.q() - 1, g.gamma()) : Covariance.UNKNOWN,
        SpendOrders.REPEAT,
        unit,
        new ValueTerms("USD", .1, .6),
        LocalDate.EPOCH);
  }

  /** Standard errors of a tenth of each parameter. */
  private static Covariance relative(double... parameters) {
    int n = parameters.length;
    double[] rowMajor = new double[n * n];
    for (int i = 0; i < n; i++) {
      rowMajor[i * n + i] = .01 * parameters[i] * parameters[i];
    }
    return Covariance.ofRowMajor(rowMajor);
  }

  private static BtydModel grouped(PurchaseModel population) {
    BtydModel plain = of(population, SPEND, TimeUnit.DAY);
    TreeMap<String, GroupEffects.Group> groups = new TreeMap<>();
    PurchaseModel web = new MbgNbd(.9, 40, .9, 2);
    groups.put("web", new GroupEffects.Group(web, relative(web.parameters()), 100));
    return new BtydModel(
        population,
        plain.purchaseCovariance(),
        CovariateEffects.NONE,
        new GroupEffects("channel", groups),
        plain.spend(),
        plain.spendCovariance(),
        plain.spendOrders(),
        plain.timeUnit(),
        plain.terms(),
        plain.observationEnd());
  }

  /** The same coefficient in rate and dropout: their covariance is singular. */
  private static BtydModel withCovariates(PurchaseModel at0) {
    BtydModel plain = of(at0, SPEND, TimeUnit.DAY);
    double[] rowMajor = new double[36];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        rowMajor[i * 6 + j] = plain.purchaseCovariance().get(i, j);
      }
    }
    for (int i : new int[] {28, 29, 34, 35}) {
      rowMajor[i] = .04;
    }
    return new BtydModel(
        at0,
        Covariance.ofRowMajor(rowMajor),
        new CovariateEffects(List.of("paid"), List.of(.5), List.of(.5)),
        GroupEffects.NONE,
        plain.spend(),
        plain.spendCovariance(),
        plain.spendOrders(),
        plain.timeUnit(),
        plain.terms(),
        plain.observationEnd());
  }

  private static List<CustomerHistory> histories() {
    List<CustomerHistory> histories = new ArrayList<>();
    for (int x : new int[] {0, 1, 3, 20, 300}) {
      for (double age : new double[] {x == 0 ? 0 : 2, 400, 1095, 3000}) {
        for (double share : new double[] {1, .4}) {
          histories.add(
              new CustomerHistory(x, x == 0 ? 0 : share * age, age, 30)
                  .with(new Traits(new TreeMap<>(Map.of("paid", 1.0)), "web")));
        }
      }
    }
    return histories;
  }

  @ParameterizedTest
  @MethodSource("models")
  void predict_anyHistory_givesFiniteOrderedIntervals(BtydModel model) {
    PredictionIntervals intervals = PredictionIntervals.of(model);
    Horizons horizons = Horizons.ofDays(30, 365, 1095);
    for (CustomerHistory history : histories()) {
      Prediction plain = model.predict(history, horizons);
      Prediction narrow = intervals.predict(history, horizons, .5);
      Prediction wide = intervals.predict(history, horizons, .9);
      assertEquals(plain.probabilityAlive(), wide.probabilityAlive());
      List<Interval> inner = all(narrow);
      List<Interval> outer = all(wide);
      for (int i = 0; i < inner.size(); i++) {
        Interval in = inner.get(i);
        Interval out = outer.get(i);
        String at = model.family() + " " + history + " " + i + " " + in + " " + out;
        assertTrue(0 <= out.lower() && out.lower() <= in.lower() * (1 + 1e-9), at);
        assertTrue(in.upper() <= out.upper() * (1 + 1e-9), at);
        assertTrue(Double.isFinite(out.upper()), at);
      }
    }
  }

  /** What will be seen has the expectation that the draws have on average. */
  @ParameterizedTest
  @MethodSource("models")
  void predictive_someHistory_hasTheMeanOfItsExpectation(BtydModel model) {
    CustomerHistory history =
        new CustomerHistory(2, 1095, 1460, 30)
            .with(new Traits(new TreeMap<>(Map.of("paid", 1.0)), "web"));
    Prediction prediction =
        PredictionIntervals.of(model).predict(history, Horizons.ofDays(1095), .9);
    HorizonPrediction at = prediction.horizons().getFirst();
    Uncertainty purchases = at.purchasesUncertainty().orElseThrow();
    Interval mean = purchases.mean().orElseThrow();
    String said = model.family() + " " + at;
    assertTrue(mean.lower() <= at.expectedPurchases() + 1e-12, said);
    assertTrue(at.expectedPurchases() <= mean.upper() + 1e-12, said);
    assertTrue(purchases.predictive().upper() >= Math.floor(mean.upper()), said);
  }

  /** Purchases of which a few make nearly all of the sum: counts are then merged most widely. */
  @Test
  void predict_verySkewedSpend_givesFiniteIntervals() {
    for (double p : new double[] {1e-4, .004, .04, 1, 1e4}) {
      for (double q : new double[] {1.0001, 3, 300}) {
        BtydModel model = of(new Nbd(.0418, 59.7), new GammaGamma(p, q, 20), TimeUnit.DAY);
        for (CustomerHistory history : histories()) {
          Prediction prediction =
              PredictionIntervals.of(model).predict(history, Horizons.ofDays(3650), .9);
          for (Interval interval : all(prediction)) {
            assertTrue(interval.lower() >= 0, p + " " + q + " " + history + " " + interval);
          }
        }
      }
    }
  }

  private static List<Interval> all(Prediction prediction) {
    List<Interval> all = new ArrayList<>();
    List<Uncertainty> uncertainties =
        new ArrayList<>(Arrays.asList(prediction.spendUncertainty().orElseThrow()));
    for (HorizonPrediction at : prediction.horizons()) {
      uncertainties.add(at.purchasesUncertainty().orElseThrow());
      uncertainties.add(at.clvUncertainty().orElseThrow());
    }
    for (Uncertainty uncertainty : uncertainties) {
      all.add(uncertainty.predictive());
      uncertainty.mean().ifPresent(all::add);
    }
    return all;
  }
}
