package perennial.fitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.model.ContinuousCustomer;
import perennial.model.GroupEffects;
import perennial.model.MbgNbd;
import perennial.model.PurchaseModel;
import perennial.model.TimeUnit;

class PooledFitTest {
  private static final MbgNbd TYPICAL = new MbgNbd(.8, 40, .8, 2.5);

  private static PurchaseData customers(PurchaseModel model, int n, SplittableRandom random) {
    int[] x = new int[n];
    double[] recency = new double[n];
    double[] age = new double[n];
    for (int i = 0; i < n; i++) {
      age[i] = random.nextInt(100, 600);
      ContinuousCustomer customer = ContinuousCustomer.of(model, age[i], random);
      x[i] = customer.x();
      recency[i] = customer.recency();
    }
    return PurchaseData.ofCustomers(TimeUnit.DAY, x, recency, age);
  }

  private static PurchaseModel near(PurchaseModel model, double spread, SplittableRandom random) {
    double[] parameters = model.parameters();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= Math.exp(spread * random.nextGaussian());
    }
    return model.withParameters(parameters);
  }

  private static double logLikelihood(PurchaseModel model, PurchaseData data) {
    double sum = 0;
    for (int i = 0; i < data.rows(); i++) {
      sum += data.weight(i) * model.logLikelihood(data.x(i), data.tx(i), data.age(i));
    }
    return sum;
  }

  private static GroupEffects.Group group(PooledFit fit, String name) {
    return Objects.requireNonNull(fit.groups().groups().get(name));
  }

  private static double distance(PurchaseModel a, PurchaseModel b) {
    double sum = 0;
    for (int i = 0; i < a.parameters().length; i++) {
      sum += Math.pow(Math.log(a.parameters()[i] / b.parameters()[i]), 2);
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bg-nbd", "mbg-nbd", "pareto-nbd", "nbd"})
  void fit_oneGroup_isThePlainFit(String family) {
    PurchaseData data = customers(TYPICAL, 2000, new SplittableRandom(1));
    PooledFit fit = new PooledFitter(family).fit("channel", new TreeMap<>(Map.of("web", data)));
    FitResult<? extends PurchaseModel> plain = PurchaseFamily.of(family).fit(data);
    assertEquals(plain.logLikelihood(), fit.population().logLikelihood(), 1e-6);
    for (int i = 0; i < plain.parameters().size(); i++) {
      double expected = plain.parameters().get(i);
      assertEquals(expected, fit.population().parameters().get(i), 1e-5 * expected);
      assertEquals(
          plain.covariance().standardErrors()[i],
          fit.population().covariance().standardErrors()[i],
          1e-3 * plain.covariance().standardErrors()[i]);
    }
    assertEquals(0, distance(fit.population().model(), group(fit, "web").purchases()));
  }

  /** A small group borrows from the population, a large one keeps to its own customers. */
  @Test
  void fit_smallAndLargeGroups_areDrawnAsTheirDataLeaveThemOpen() {
    SplittableRandom random = new SplittableRandom(3);
    SortedMap<String, PurchaseData> groups = new TreeMap<>();
    for (int g = 0; g < 8; g++) {
      groups.put("g" + g, customers(near(TYPICAL, .4, random), 1500, random));
    }
    MbgNbd unlike = new MbgNbd(2, 40, .3, 2.5);
    groups.put("large", customers(unlike, 20_000, random));
    groups.put("small", customers(unlike, 20, random));
    PooledFit fit = new PooledFitter("mbg-nbd").fit("channel", groups);
    assertTrue(fit.population().converged(), fit.population().warnings().toString());
    PurchaseModel population = fit.population().model();
    FitResult<MbgNbd> largeAlone =
        new MbgNbdFitter().fit(Objects.requireNonNull(groups.get("large")));
    GroupEffects.Group large = group(fit, "large");
    assertTrue(distance(large.purchases(), largeAlone.model()) < .05, "large keeps its own");
    assertTrue(distance(large.purchases(), population) > .6, "large stays apart");
    GroupEffects.Group small = group(fit, "small");
    FitResult<MbgNbd> smallAlone =
        new MbgNbdFitter().fit(Objects.requireNonNull(groups.get("small")));
    assertTrue(
        distance(small.purchases(), population) < distance(smallAlone.model(), population) / 2,
        "small " + small.purchases() + " population " + population);
    assertTrue(
        small.covariance().standardErrors()[0] / small.purchases().parameters()[0]
            > 3 * large.covariance().standardErrors()[0] / large.purchases().parameters()[0]);
    assertEquals(20, small.customers());
    for (int i = 0; i < 4; i++) {
      assertTrue(fit.newGroupCovariance().get(i, i) >= fit.population().covariance().get(i, i));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3})
  void fit_groupsThatDiffer_predictBetterPooledThanApartOrAsOne(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SortedMap<String, PurchaseData> seen = new TreeMap<>();
    SortedMap<String, PurchaseData> held = new TreeMap<>();
    for (int g = 0; g < 25; g++) {
      PurchaseModel own = near(TYPICAL, .5, random);
      seen.put("g" + g, customers(own, 20 + 15 * g, random));
      held.put("g" + g, customers(own, 1500, random));
    }
    PooledFit pooled = new PooledFitter("mbg-nbd").fit("channel", seen);
    PurchaseModel one = new MbgNbdFitter().fit(Pooled.together(seen.values())).model();
    double byPooled = 0;
    double byOne = 0;
    double apart = 0;
    for (String group : seen.keySet()) {
      PurchaseData data = Objects.requireNonNull(held.get(group));
      byPooled += logLikelihood(group(pooled, group).purchases(), data);
      byOne += logLikelihood(one, data);
      apart +=
          logLikelihood(
              new MbgNbdFitter().fit(Objects.requireNonNull(seen.get(group))).model(), data);
    }
    assertTrue(byPooled > byOne + 50, byPooled + " pooled, one " + byOne);
    assertTrue(byPooled > apart + 20, byPooled + " pooled, apart " + apart);
    assertTrue(pooled.againstOne().p() < 1e-6);
    double spread = pooled.spread().getOrDefault("r", 0.0);
    assertTrue(spread > .3 && spread < .8, "spread of r " + spread);
  }

  @Test
  void fit_groupsThatDoNotDiffer_haveNearlyNoSpread() {
    SplittableRandom random = new SplittableRandom(5);
    SortedMap<String, PurchaseData> groups = new TreeMap<>();
    for (int g = 0; g < 12; g++) {
      groups.put("g" + g, customers(TYPICAL, 800, random));
    }
    PooledFit fit = new PooledFitter("mbg-nbd").fit("channel", groups);
    PurchaseModel one = new MbgNbdFitter().fit(Pooled.together(groups.values())).model();
    assertTrue(fit.againstOne().p() > .05, fit.againstOne().toString());
    assertTrue(
        fit.spread().values().stream().mapToDouble(s -> s).max().orElse(9) < .15,
        fit.spread().toString());
    assertTrue(distance(fit.population().model(), one) < .15);
  }

  /** The Laplace approximation against a quadrature over the one parameter that may differ. */
  @Test
  void marginal_oneGroup_isTheIntegral() {
    PurchaseData data = customers(TYPICAL, 60, new SplittableRandom(8));
    PurchaseFamily family = PurchaseFamily.of("mbg-nbd");
    PurchaseFamily.Likelihood likelihood = family.likelihood(data, 100);
    double[] mu = {Math.log(.6), Math.log(.4), Math.log(.8), Math.log(2.5)};
    double[] tau = {.3, 0, 0, 0};
    GroupPosterior posterior = new GroupPosterior(likelihood, data.customers(), mu);
    posterior.update(mu, tau);
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double[] unused = new double[4];
    double reference = posterior.marginal(mu, tau);
    for (double v = -8; v <= 8; v += 1e-3) {
      double[] at = {mu[0] + tau[0] * v, mu[1], mu[2], mu[3]};
      double density = likelihood.logLikelihood(likelihood.evaluate(at, unused)) - v * v / 2;
      sum += Math.exp(density - reference) * 1e-3 / Math.sqrt(2 * Math.PI);
      most = Math.max(most, density);
    }
    assertEquals(0, Math.log(sum), .02);
  }

  @Test
  void fit_groupWithoutRepeatPurchases_leansOnThePopulation() {
    SplittableRandom random = new SplittableRandom(6);
    SortedMap<String, PurchaseData> groups = new TreeMap<>();
    for (int g = 0; g < 5; g++) {
      groups.put("g" + g, customers(near(TYPICAL, .3, random), 500, random));
    }
    groups.put(
        "silent",
        PurchaseData.ofCustomers(
            TimeUnit.DAY, new int[3], new double[3], new double[] {30, 30, 60}));
    PooledFit fit = new PooledFitter("mbg-nbd").fit("channel", groups);
    PurchaseModel silent = group(fit, "silent").purchases();
    assertTrue(distance(silent, fit.population().model()) < 1);
  }

  @Test
  void fit_badGroups_areRefused() {
    PurchaseData data = customers(TYPICAL, 50, new SplittableRandom(1));
    SortedMap<String, PurchaseData> many = new TreeMap<>();
    for (int g = 0; g <= PooledFitter.MAX_GROUPS; g++) {
      many.put("g" + g, data);
    }
    PooledFitter fitter = new PooledFitter("mbg-nbd");
    String said =
        assertThrows(IllegalArgumentException.class, () -> fitter.fit("city", many)).toString();
    assertTrue(said.contains("column 'city' has 61 groups"), said);
    assertThrows(
        IllegalArgumentException.class, () -> fitter.fit("city", new TreeMap<>(Map.of(" ", data))));
    assertThrows(
        IllegalArgumentException.class,
        () -> fitter.fit("city", new TreeMap<>(Map.of("x".repeat(61), data))));
    assertThrows(IllegalArgumentException.class, () -> fitter.fit("city", new TreeMap<>()));
  }
}
