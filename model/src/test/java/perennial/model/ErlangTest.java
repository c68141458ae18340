package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.fitting.ErlangFitter;
import perennial.fitting.PurchaseData;
import perennial.fitting.PurchaseTimings;
import perennial.fitting.TimingRegularity;

/** BG/CNBD-k and MBG/CNBD-k against their k = 1, the stated likelihood and a simulation. */
class ErlangTest {

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "0, 0, 40, 9", "3, 20, 40, 52", "250, 90, 91, 10", "2, 30, 39, 500"})
  void everything_k1_isBgAndMbg(int x, double tx, double age, double t) {
    assertSame(new BgNbd(.8, 9, .7, 2.4), new BgCnbdK(1, .8, 9, .7, 2.4), x, tx, age, t);
    assertSame(new MbgNbd(.8, 9, .7, 2.4), new MbgCnbdK(1, .8, 9, .7, 2.4), x, tx, age, t);
  }

  private static void assertSame(
      PurchaseModel one, PurchaseModel other, int x, double tx, double age, double t) {
    assertEquals(one.logLikelihood(x, tx, age), other.logLikelihood(x, tx, age));
    assertEquals(one.probabilityAlive(x, tx, age), other.probabilityAlive(x, tx, age));
    assertEquals(one.expectedPurchases(x, tx, age, t), other.expectedPurchases(x, tx, age, t));
    assertEquals(
        one.discountedPurchases(x, tx, age, t, .002),
        other.discountedPurchases(x, tx, age, t, .002));
  }

  /** The series in general form, at the k where there is another way. */
  @ParameterizedTest
  @CsvSource({
    ".8, 49, .7, 4, 13",
    "3.8, 49, .7, 6, 520",
    "203, 99, 1.7, 205, 52",
    ".3, .1, .2, 1, 1e4",
    "20, 10, 60, 3, 30",
    "1e5, 90, .3, 1e5, 40",
    "5000, 1, .01, 6, 300",
  })
  void future_seriesAtK1_isFutureOfBg(double shape, double age, double a, double b, double t) {
    Future expected = new FuturePurchases(shape, a, b, age);
    Future actual = new ErlangFuture(1, shape, age, 0, a, b);
    expected.integrate(t, .002);
    actual.integrate(t, .002);
    assertEquals(expected.expected(), actual.expected(), 1e-10 * expected.expected());
    assertEquals(expected.discounted(), actual.discounted(), 1e-9 * expected.discounted());
    double alive = expected.probabilityAliveAt(t);
    assertEquals(alive, actual.probabilityAliveAt(t), 1e-8 * alive + 1e-15);
    assertEquals(expected.probabilityActive(t), actual.probabilityActive(t), 1e-12);
    double[] e = new double[400];
    double[] c = new double[400];
    int filled = Math.min(expected.counts(t, e), actual.counts(t, c));
    for (int n = 0; n < filled; n++) {
      assertEquals(e[n], c[n], 2e-11, "count " + n);
      double atLeast = expected.probabilityAtLeast(n, t);
      assertEquals(atLeast, actual.probabilityAtLeast(n, t), 1e-11, "at least " + n);
    }
  }

  /** Hardly anybody leaves at once, and hardly anybody is quiet for so long: mpmath, 60 digits. */
  @ParameterizedTest
  @CsvSource({"1, -21.8506558079994413", "3, -21.8506178755726058"})
  void logLikelihood_unlikelySilence_keepsDigits(int k, double expected) {
    MbgCnbdK model =
        new MbgCnbdK(
            k, 3.323165725811766, .18655057620604665, 3.5137423243704013e-6, 10849.025281774819);
    assertEquals(expected, model.logLikelihood(0, 0, 5808.962448516013), 2e-12 * 10);
  }

  /** Reutterer, Platzer and Schroeder (2021), as printed, without the gaps' constant. */
  @ParameterizedTest
  @CsvSource({"2, 0", "2, 1", "3, 0", "5, 1", "12, 1"})
  void logLikelihood_moderateHistories_isTheStatedForm(int k, int e) {
    double r = .9;
    double alpha = 11;
    double a = .8;
    double b = 2.3;
    Erlang model = new Erlang(k, r, alpha, a, b, e);
    for (int x = 0; x < 6; x++) {
      double tx = x == 0 ? 0 : 25;
      double stays = 0;
      for (int j = 0; j < k; j++) {
        stays +=
            Math.exp(
                Gamma.logGamma(r + k * x + j)
                    - Gamma.logGamma(j + 1.0)
                    + j * Math.log(40 - tx)
                    - (r + k * x + j) * Math.log(alpha + 40)
                    + logBeta(a, b + x + e)
                    - logBeta(a, b));
      }
      double leaves =
          x + e == 0
              ? 0
              : Math.exp(
                  Gamma.logGamma(r + k * x)
                      - (r + k * x) * Math.log(alpha + tx)
                      + logBeta(a + 1, b + x + e - 1)
                      - logBeta(a, b));
      double expected =
          r * Math.log(alpha)
              - Gamma.logGamma(r)
              - x * Gamma.logGamma(k)
              + Math.log(stays + leaves);
      assertEquals(expected, model.logLikelihood(x, tx, 40), 1e-11, "x = " + x);
      assertEquals(stays / (stays + leaves), model.probabilityAlive(x, tx, 40), 1e-11);
    }
  }

  private static double logBeta(double a, double b) {
    return Gamma.logGamma(a) + Gamma.logGamma(b) - Gamma.logGamma(a + b);
  }

  /** Futures drawn event by event from the posterior. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void future_drawnCustomers_hasTheirMeans(int k) {
    double shape = 2.5;
    double ageAtLast = 30;
    double silence = 4;
    double a = .9;
    double b = 4;
    double t = 26;
    SplittableRandom random = new SplittableRandom(5);
    int kept = 0;
    int alive = 0;
    int[] made = new int[200];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 400_000; i++) {
      double rate = gamma(random, shape) / ageAtLast;
      double p = beta(random, a, b);
      double time = 0;
      int events = 0;
      int purchases = 0;
      boolean stays = true;
      boolean quiet = true;
      while (stays) {
        time -= Math.log(1 - random.nextDouble()) / rate;
        if (!(time <= silence + t)) {
          break;
        }
        if (++events % k == 0) {
          quiet &= time > silence;
          purchases++;
          stays = random.nextDouble() >= p;
        }
      }
      if (quiet) {
        kept++;
        alive += stays ? 1 : 0;
        made[Math.min(purchases, 199)]++;
        sum += purchases;
        squares += (double) purchases * purchases;
      }
    }
    ErlangFuture future = new ErlangFuture(k, shape, ageAtLast, silence, a, b);
    future.integrate(t, 0);
    double mean = sum / kept;
    double error = Math.sqrt((squares / kept - mean * mean) / kept);
    assertEquals(future.expected(), mean, 4 * error);
    assertEquals(future.probabilityAliveAt(t), alive / (double) kept, 4 * Math.sqrt(.25 / kept));
    double[] counts = new double[200];
    future.counts(t, counts);
    for (int n = 0; n < 8; n++) {
      double p = counts[n];
      assertEquals(p, made[n] / (double) kept, 4 * Math.sqrt(p * (1 - p) / kept), "count " + n);
    }
  }

  private static double gamma(SplittableRandom random, double shape) {
    return new org.apache.commons.math3.distribution.GammaDistribution(shape, 1)
        .inverseCumulativeProbability(random.nextDouble());
  }

  private static double beta(SplittableRandom random, double a, double b) {
    return new org.apache.commons.math3.distribution.BetaDistribution(a, b)
        .inverseCumulativeProbability(random.nextDouble());
  }

  /** A wide sum by its terms one by one. */
  @Test
  void expectedPurchases_spreadOut_isTheSeries() {
    ErlangFuture future = new ErlangFuture(3, .6, 1, 0, .8, 2);
    double t = 4000;
    double sum = 0;
    for (int n = 1; n < 400_000; n++) {
      sum += future.probabilityAtLeast(n, t);
    }
    future.integrate(t, 0);
    assertEquals(sum, future.expected(), 1e-9 * sum);
  }

  /** Many purchases by the sum over the sub-events; also where s is a power of exactly -1. */
  @ParameterizedTest
  @CsvSource({
    "2, .9, 100000, 1, 1, 30",
    "2, .9, 100000, .9, 1, .5",
    "3, .9, 20000, 30, 30.1, 100",
    "12, 1.5, 3000, 100, 103, 20",
    "2, 1, 5000, 100, 101, 52",
    "2, .3, 400, 100, 103, 100",
  })
  void expectedPurchases_manyPurchases_isTheSeries(
      int k, double a, int x, double tx, double age, double t) {
    double r = .7;
    double alpha = 6;
    double b = 1.6;
    SubEvents events = new SubEvents(k, r + (double) k * x, alpha + tx, age - tx);
    events.fill(t, Double.MAX_VALUE);
    double survival = 1;
    double purchases = 0; // expected of those with so many sub-events
    double sum = 0;
    double total = 0;
    for (int c = 0; c < events.end(); c++) {
      if (c > 0 && c % k == 0) {
        purchases += survival;
        double n = b + x + 1 + (c / k - 1);
        survival *= n / (a + n);
      }
      sum += events.probability(c) * purchases;
      total += events.probability(c); // rounding of the first one is in all of them
    }
    Future future = new MbgCnbdK(k, r, alpha, a, b).future(x, tx, age);
    future.integrate(t, 0);
    assertEquals(sum / total, future.expected(), 1e-10 * future.expected());
    future.integrate(t, 1e-9);
    assertEquals(sum / total, future.discounted(), 1e-6 * future.expected());
  }

  @Test
  void regularity_erlangGaps_isTheirKWithin3Errors() {
    SplittableRandom random = new SplittableRandom(6);
    for (int k : new int[] {1, 3}) {
      PurchaseTimings timings = PurchaseTimings.NONE;
      for (int i = 0; i < 20_000; i++) {
        timings = timings.plus(erlang(random, k), erlang(random, k), erlang(random, k));
      }
      assertEquals(60_000, timings.gaps());
      TimingRegularity regularity = timings.regularity().orElseThrow();
      assertEquals(20_000, regularity.pairs());
      assertEquals(k, regularity.k(), 3 * regularity.standardError());
      assertTrue(regularity.standardError() < .05 * k);
      assertEquals(k == 1, regularity.pValue() > .01, regularity::toString);
    }
  }

  private static double erlang(SplittableRandom random, int k) {
    double sum = 0;
    for (int i = 0; i < k; i++) {
      sum -= Math.log(1 - random.nextDouble());
    }
    return sum;
  }

  @Test
  void regularity_tooLittleToSay_isAbsent() {
    assertTrue(PurchaseTimings.NONE.plus(3, 4).regularity().isEmpty());
    assertTrue(PurchaseTimings.NONE.plus(3, 3, 5, 5).regularity().isEmpty());
  }

  @Test
  void fit_noTimings_saysSo() {
    PurchaseData data =
        PurchaseData.ofCustomers(TimeUnit.DAY, new int[] {2}, new double[] {9}, new double[] {20});
    String message =
        assertThrows(IllegalArgumentException.class, () -> ErlangFitter.bg().fit(data)).toString();
    assertTrue(message.contains("times between purchases"), message);
    PurchaseData others = data.withTimings(PurchaseTimings.NONE.plus(4));
    assertThrows(IllegalArgumentException.class, () -> ErlangFitter.bg().fit(others));
    assertThrows(IllegalArgumentException.class, () -> ErlangFitter.bg().withK(13));
    assertThrows(IllegalArgumentException.class, () -> new BgCnbdK(0, 1, 1, 1, 1));
  }
}
