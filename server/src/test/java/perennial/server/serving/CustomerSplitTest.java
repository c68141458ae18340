package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import perennial.registry.Deployment;
import perennial.server.TestModels;
import perennial.uncertainty.PredictionIntervals;

class CustomerSplitTest {
  private static final int CUSTOMERS = 1_000_000;

  /** The 0.999 quantile of chi-square with 99 and with 1 degrees of freedom. */
  private static final double CHI2_99 = 148.230;

  private static final double CHI2_1 = 10.828;

  enum Ids implements IntFunction<String> {
    SEQUENTIAL {
      @Override
      public String apply(int i) {
        return Integer.toString(i);
      }
    },
    PREFIXED {
      @Override
      public String apply(int i) {
        return "customer-%07d".formatted(i);
      }
    },
    RANDOM {
      @Override
      public String apply(int i) {
        return Long.toString(new Random(i).nextLong(), 36);
      }
    },
    UUIDS {
      @Override
      public String apply(int i) {
        Random random = new Random(i);
        return new UUID(random.nextLong(), random.nextLong()).toString();
      }
    }
  }

  /** Calculated apart, in Python, from the description. They hold for ever. */
  @ParameterizedTest
  @CsvSource({
    "retail, 2, customer-1, 0.004655519785357942",
    "retail, 3, customer-1, 0.3743147343076081",
    "retail, 2, '', 0.9225324837218647",
    "first-purchase, 1, 42, 0.18905396174447864",
    "retail, 2, 3f2b8c1e-7a54-4c1e-9d0f-0a1b2c3d4e5f, 0.6373797903798992",
    "retail, 2, Zoë 😀, 0.10120679440582503"
  })
  void position_testVectors_neverChange(String model, long challenger, String id, double position) {
    assertEquals(position, CustomerSplit.position(model, challenger, id));
  }

  @ParameterizedTest
  @EnumSource(Ids.class)
  void position_millionIds_uniform(Ids ids) {
    for (long challenger = 1; challenger <= 3; challenger++) {
      int[] cells = new int[100];
      for (int i = 0; i < CUSTOMERS; i++) {
        cells[(int) (100 * CustomerSplit.position("retail", challenger, ids.apply(i)))]++;
      }
      double chi2 = 0;
      double expected = CUSTOMERS / 100.0;
      for (int observed : cells) {
        chi2 += (observed - expected) * (observed - expected) / expected;
      }
      assertTrue(chi2 < CHI2_99, ids + ", challenger " + challenger + ": " + chi2);
    }
  }

  @ParameterizedTest
  @EnumSource(Ids.class)
  void arm_anyShare_isThatShare(Ids ids) {
    for (double share : new double[] {0.001, 0.01, 0.1, 0.25, 0.5, 0.9}) {
      ServedModel served = served(2, share);
      int challenged = 0;
      for (int i = 0; i < CUSTOMERS; i++) {
        challenged += CustomerSplit.arm(served, ids.apply(i)) == Arm.CHALLENGER ? 1 : 0;
      }
      double expected = share * CUSTOMERS;
      double deviation = challenged - expected;
      double chi2 = deviation * deviation / (expected * (1 - share));
      assertTrue(chi2 < CHI2_1, ids + " at " + share + ": " + challenged + ", chi2 " + chi2);
    }
  }

  @Test
  void arm_shareRaised_keepsTheCustomersItHad() {
    double[] ramp = {0, 0.05, 0.1, 0.2, 0.5, 1};
    for (int i = 0; i < 100_000; i++) {
      boolean was = false;
      for (double share : ramp) {
        boolean is = CustomerSplit.arm(served(2, share), "c" + i) == Arm.CHALLENGER;
        assertTrue(is || !was, "customer c" + i + " left at " + share);
        was = is;
      }
    }
  }

  @Test
  void arm_shareOfNoneAndAll_isNobodyAndEverybody() {
    for (int i = 0; i < 100_000; i++) {
      assertEquals(Arm.CHAMPION, CustomerSplit.arm(served(2, 0), "c" + i));
      assertEquals(Arm.CHALLENGER, CustomerSplit.arm(served(2, 1), "c" + i));
    }
  }

  @Test
  void arm_noChallengerHere_isTheChampion() {
    ServedModel served = served(2, 1);
    ServedModel alone = new ServedModel(served.deployment(), served.champion());
    assertEquals(Arm.CHAMPION, CustomerSplit.arm(alone, "c1"));
  }

  /** Two experiments, one after the other, must not meet the same customers. */
  @ParameterizedTest
  @EnumSource(Ids.class)
  void arm_nextChallenger_isDrawnIndependently(Ids ids) {
    ServedModel first = served(2, 0.2);
    ServedModel second = served(3, 0.2);
    int both = 0;
    for (int i = 0; i < CUSTOMERS; i++) {
      String id = ids.apply(i);
      both +=
          CustomerSplit.arm(first, id) == Arm.CHALLENGER
                  && CustomerSplit.arm(second, id) == Arm.CHALLENGER
              ? 1
              : 0;
    }
    double expected = 0.04 * CUSTOMERS;
    double deviation = both - expected;
    assertTrue(deviation * deviation / (expected * 0.96) < CHI2_1, ids + ": " + both);
  }

  private static ServedModel served(long challenger, double share) {
    Deployment deployment =
        new Deployment(
            "retail",
            1,
            1,
            OptionalLong.of(challenger),
            share,
            OptionalLong.empty(),
            "ana",
            "test",
            Instant.parse("2026-07-01T10:00:00Z"));
    return new ServedModel(
        deployment, version(1), Optional.of(version(challenger)), Optional.empty());
  }

  private static ServedVersion version(long number) {
    return Versions.ALL[(int) number];
  }

  /** Made once: their draws take time. */
  private static final class Versions {
    static final ServedVersion[] ALL = new ServedVersion[4];

    static {
      for (int number = 1; number < ALL.length; number++) {
        var model = TestModels.model(number);
        ALL[number] =
            new ServedVersion(
                "retail", number, "ab".repeat(32), model, PredictionIntervals.of(model), number);
      }
    }
  }
}
