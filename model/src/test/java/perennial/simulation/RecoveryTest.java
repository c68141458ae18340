package perennial.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import perennial.fitting.BgNbdFitter;
import perennial.fitting.ErlangFitter;
import perennial.fitting.FitResult;
import perennial.fitting.GammaGammaFitter;
import perennial.fitting.MbgNbdFitter;
import perennial.fitting.NbdFitter;
import perennial.fitting.ParetoNbdFitter;
import perennial.fitting.PurchaseData;
import perennial.fitting.PurchaseTimings;
import perennial.fitting.SpendData;
import perennial.model.BgCnbdK;
import perennial.model.ErlangModel;
import perennial.model.GammaGamma;
import perennial.model.MbgCnbdK;
import perennial.model.Nbd;
import perennial.model.ParetoNbd;
import perennial.model.PurchaseModel;
import perennial.model.TimeUnit;

/** Fits find the parameters that continuous-time histories were drawn from. */
class RecoveryTest {
  private static final int CUSTOMERS = 20_000;

  @ParameterizedTest
  @CsvSource({
    "0, .243, 31, .793, 2.426",
    "1, .525, 43, .891, 1.614",
    "0, 1.5, 90, .4, 3",
    "1, 2, 60, 1.8, 5",
    "0, 6, 200, .3, 4",
  })
  void fit_simulatedHistories_recoversParametersWithin3StandardErrors(
      int e, double r, double alpha, double a, double b) {
    SplittableRandom random = new SplittableRandom(17);
    int[] x = new int[CUSTOMERS];
    double[] recency = new double[CUSTOMERS];
    double[] age = new double[CUSTOMERS];
    for (int i = 0; i < CUSTOMERS; i++) {
      age[i] = random.nextDouble(180, 540);
      double rate = RandomVariates.gamma(random, r) / alpha;
      double leave = RandomVariates.beta(random, a, b);
      boolean alive = e == 0 || random.nextDouble() >= leave;
      double time = 0;
      while (alive) {
        time += RandomVariates.exponential(random) / rate;
        alive = time <= age[i] && random.nextDouble() >= leave;
        if (time <= age[i]) {
          x[i]++;
          recency[i] = time;
        }
      }
    }
    PurchaseData data = PurchaseData.ofCustomers(TimeUnit.DAY, x, recency, age);
    FitResult<? extends PurchaseModel> fit =
        e == 0 ? new BgNbdFitter().fit(data) : new MbgNbdFitter().fit(data);
    assertRecovered(fit, r, alpha, a, b);
  }

  static Stream<PurchaseModel> families() {
    return Stream.of(
        new Nbd(.8, 60),
        new ParetoNbd(.55, 74, .61, 82),
        new ParetoNbd(3, 90, 1.8, 400),
        new BgCnbdK(3, .8, 12, .8, 2.4),
        new MbgCnbdK(2, 1.5, 30, .5, 3));
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("families")
  void fit_drawnCustomersOfFamily_recoversParametersWithin3StandardErrors(PurchaseModel truth) {
    SplittableRandom random = new SplittableRandom(21);
    int[] x = new int[CUSTOMERS];
    double[] recency = new double[CUSTOMERS];
    double[] age = new double[CUSTOMERS];
    PurchaseTimings timings = PurchaseTimings.NONE;
    for (int i = 0; i < CUSTOMERS; i++) {
      age[i] = random.nextDouble(180, 540);
      CustomerProcess process = CustomerProcess.draw(truth, random);
      List<Double> gaps = new ArrayList<>();
      boolean alive = process.staysAfterFirst();
      while (alive) {
        double time = process.next();
        if (!(time <= age[i])) {
          break;
        }
        gaps.add(time - recency[i]);
        x[i]++;
        recency[i] = time;
        alive = process.stays();
      }
      timings = timings.plus(gaps.stream().mapToDouble(g -> g).toArray());
    }
    PurchaseData data =
        PurchaseData.ofCustomers(TimeUnit.DAY, x, recency, age).withTimings(timings);
    FitResult<? extends PurchaseModel> fit =
        switch (truth) {
          case Nbd _ -> new NbdFitter().fit(data);
          case ParetoNbd _ -> new ParetoNbdFitter().fit(data);
          case BgCnbdK _ -> ErlangFitter.bg().fit(data);
          default -> ErlangFitter.mbg().fit(data);
        };
    if (truth instanceof ErlangModel erlang) {
      assertEquals(erlang.k(), ((ErlangModel) fit.model()).k());
    }
    assertRecovered(fit, truth.parameters());
  }

  @ParameterizedTest
  @CsvSource({"6.25, 3.74, 15.44", "1.2, 6, 400", "20, 2.2, 3"})
  void fit_simulatedSpend_recoversParametersWithin3StandardErrors(
      double p, double q, double gamma) {
    SplittableRandom random = new SplittableRandom(18);
    int[] n = new int[CUSTOMERS];
    double[] mean = new double[CUSTOMERS];
    for (int i = 0; i < CUSTOMERS; i++) {
      n[i] = random.nextInt(1, 9);
      double nu = RandomVariates.gamma(random, q) / gamma;
      mean[i] = RandomVariates.gamma(random, p * n[i]) / (nu * n[i]);
    }
    double[] ones = new double[CUSTOMERS];
    Arrays.fill(ones, 1);
    FitResult<GammaGamma> fit = new GammaGammaFitter().fit(SpendData.of(n, mean, ones));
    assertRecovered(fit, p, q, gamma);
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void fit_nobodyLeaves_convergesToNbdWithWarning(int e) {
    SplittableRandom random = new SplittableRandom(20);
    int[] x = new int[CUSTOMERS];
    double[] recency = new double[CUSTOMERS];
    double[] age = new double[CUSTOMERS];
    for (int i = 0; i < CUSTOMERS; i++) {
      age[i] = random.nextDouble(180, 540);
      double rate = RandomVariates.gamma(random, 0.8) / 60;
      double time = RandomVariates.exponential(random) / rate;
      while (time <= age[i]) {
        x[i]++;
        recency[i] = time;
        time += RandomVariates.exponential(random) / rate;
      }
    }
    PurchaseData data = PurchaseData.ofCustomers(TimeUnit.DAY, x, recency, age);
    FitResult<? extends PurchaseModel> fit =
        e == 0 ? new BgNbdFitter().fit(data) : new MbgNbdFitter().fit(data);
    assertTrue(fit.converged(), fit.warnings()::toString);
    assertTrue(fit.warnings().getFirst().startsWith("boundary: a and b run to a limit"));
    assertEquals(0, fit.covariance().dimension());
    assertEquals(0.8, fit.parameters().get(0), 0.05);
    assertEquals(60, fit.parameters().get(1), 4);
    assertTrue(fit.model().probabilityAlive(0, 0, 500) > 0.99);
  }

  private static void assertRecovered(FitResult<?> fit, double... truth) {
    assertTrue(fit.converged(), fit.warnings()::toString);
    double[] errors = fit.covariance().standardErrors();
    for (int i = 0; i < truth.length; i++) {
      assertEquals(truth[i], fit.parameters().get(i), 3 * errors[i], fit.toString());
      assertTrue(errors[i] < 0.5 * truth[i], "standard error of " + fit.parameterNames().get(i));
    }
  }
}
