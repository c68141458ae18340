package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Published and recomputed figures of single customers on CDNOW's weeks. "60 digits" is quadrature
 * of the stated form; figures with fewer digits are compared to half a unit of their last one.
 */
class ReferenceFiguresTest {
  private static final BgNbd BG = new BgNbd(.243, 4.414, .793, 2.426);
  private static final MbgNbd MBG = new MbgNbd(.5248, 6.183, .8914, 1.614);
  private static final BgNbd BG_FIT = new BgNbd(.242594507, 4.41360179, .792922106, 2.42590708);
  private static final double YEAR = 365 / 7.0;
  private static final double TEN_PERCENT = Math.log(1.1) / 365 * 7;

  private static PurchaseModel model(String name) {
    return switch (name) {
      case "BG" -> BG;
      case "MBG" -> MBG;
      case "BG_FIT" -> BG_FIT;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    // 60 digits
    "BG, 2, 30.43, 38.86, 39, 1.2260281747671, 1e-12",
    "BG, 0, 0, 38.86, 52, .25207302228246, 1e-12",
    "MBG, 2, 30.43, 38.86, 39, 1.26262856283488, 1e-12",
    "MBG, 0, 0, 38.86, 39, .153944773431533, 1e-12",
    "MBG, 0, 0, 38.86, 52, .197616991351191, 1e-12",
    "BG, 200, 100, 100, 52, 84.194034886973, 1e-12",
    "BG, 500, 100, 100, 52, 210.65181875455, 1e-12",
    "BG, 5000, 100, 100, 52, 2107.5308312071, 1e-12",
    // At the maximum-likelihood estimate, whose nine printed digits limit the comparison.
    "BG_FIT, 10, 20, 39, 52, .3474837264, 2e-8",
    "BG_FIT, 15, 20, 39, 52, .0428370083, 2e-8",
    "BG_FIT, 20, 20, 39, 52, .00415927349, 2e-8",
    "BG_FIT, 25, 20, 39, 52, .000358393743, 2e-8",
    "BG_FIT, 26, 30.857142857142858, 31, 52, 25.757336, 2e-8",
    "BG_FIT, 0, 0, 0, 52, 1.4440124, 4e-8",
  })
  void expectedPurchases_customer_isReference(
      String model, int x, double tx, double age, double t, double expected, double relative) {
    double actual = model(model).expectedPurchases(x, tx, age, t);
    assertEquals(expected, actual, relative * expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.10213678603996, 1e-13",
    ".999, 1.102683249, 1e-9",
    ".999999, 1.10213733227, 1e-11",
    "1.000001, 1.10213623981, 1e-11",
    "1.001, 1.10159078779, 1e-11",
  })
  void expectedPurchases_acrossA1_isContinuous(double a, double expected, double absolute) {
    BgNbd model = new BgNbd(.243, 4.414, a, 2.426);
    assertEquals(expected, model.expectedPurchases(2, 30.43, 38.86, 39), absolute);
  }

  @ParameterizedTest
  @CsvSource({".4, .6", "0.5, 0.5"})
  void expectedPurchases_aPlusB1AtX0_isLimit(double a, double b) {
    BgNbd at = new BgNbd(.25, 4.4, a, b);
    BgNbd near = new BgNbd(.25, 4.4, a, b + 1e-9);
    double limit = at.expectedPurchases(0, 0, 39, 39);
    assertEquals(near.expectedPurchases(0, 0, 39, 39), limit, 1e-8 * limit);
    if (a == .4) {
      assertEquals(.189467173139448, limit, 1e-14);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BG, 2, 30.43, 38.86, 1.495137882034",
    "MBG, 2, 30.43, 38.86, 1.532163603813",
    "BG, 0, 0, 38.86, .241539457206",
    "MBG, 0, 0, 38.86, .189435360656",
  })
  void discountedPurchases_yearAtTenPercent_isReference(
      String model, int x, double tx, double age, double expected) {
    assertEquals(expected, model(model).discountedPurchases(x, tx, age, YEAR, TEN_PERCENT), 6e-13);
  }

  @ParameterizedTest
  @CsvSource({
    "BG, 0, 0, 1.0135475",
    "BG, 1, 20, 2.5805925",
    "BG, 2, 30, 5.0972681",
    "MBG, 0, 0, .7203475",
    "MBG, 1, 20, 2.5613100",
    "MBG, 2, 30, 4.8478775",
  })
  void discountedPurchases_endlessHorizon_isDert(String model, int x, double tx, double expected) {
    assertEquals(expected, model(model).discountedPurchases(x, tx, 39, 1e6, .0027), 6e-8);
    double forEver = Double.POSITIVE_INFINITY;
    assertEquals(expected, model(model).discountedPurchases(x, tx, 39, forEver, .0027), 6e-8);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 39, .5737864, 5e-8",
    "10, 2, 1.07869e-07, 5e-13",
    "11, 30, .0019995214, 6e-11",
    "12, 30, .0015170236, 6e-11",
    "13, 30, .0011633150, 6e-11",
    "14, 30, .0009003148, 6e-11",
    "15, 30, .0007023638, 6e-11",
  })
  void probabilityOfCount_newCustomer_isReference(
      int x, double t, double expected, double absolute) {
    assertEquals(expected, BG.probabilityOfCount(x, t), absolute);
  }

  @ParameterizedTest
  @CsvSource({"BG_FIT, 26, 30.857142857142858, 31, .9688544"})
  void probabilityAlive_customer_isReference(
      String model, int x, double tx, double age, double expected) {
    assertEquals(expected, model(model).probabilityAlive(x, tx, age), 5e-8);
  }

  /** Of a one-time buyer, alive with certainty; (alpha+T)/(alpha+T+t) to the power of r. */
  @Test
  void probabilityOfCount_noneOfOneTimeBuyer_isReference() {
    assertEquals(.85545, BG.probabilityOfCount(0, 0, 38.86, 0, 39), 5e-6);
    assertEquals(.85545, 1 - BG.probabilityActive(0, 0, 38.86, 39), 5e-6);
  }

  @ParameterizedTest
  @CsvSource({"39, .780559816903160"})
  void probabilityAliveAt_laterDay_isReference(double t, double expected) {
    double alive = BG.probabilityAlive(2, 30.43, 38.86);
    assertEquals(expected, BG.probabilityAliveAt(2, 30.43, 38.86, t) / alive, 1e-14);
  }
}
