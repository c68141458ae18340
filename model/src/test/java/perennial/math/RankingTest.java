package perennial.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {
  @Test
  void ascending_noneOneAndEqual_keepTheirOrder() {
    assertArrayEquals(new int[0], Ranking.ascending(new double[0]));
    assertArrayEquals(new int[] {0}, Ranking.ascending(new double[] {-7}));
    assertArrayEquals(new int[] {0, 1, 2}, Ranking.ascending(new double[] {4, 4, 4}));
  }

  @Test
  void ascending_zerosOfBothSigns_areEqual() {
    assertArrayEquals(
        new int[] {3, 0, 1, 2, 4}, Ranking.ascending(new double[] {0.0, -0.0, 0.0, -1, 1}));
  }

  @Test
  void ascending_extremes_areInOrder() {
    double[] values = {
      Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, -Double.MIN_VALUE, 0, 1e-308, -1e-308
    };
    assertArrayEquals(new int[] {1, 6, 3, 4, 2, 5, 0}, Ranking.ascending(values));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 2_048, 30_000})
  void ascending_anyNumbers_isAStableSort(int size) {
    Random random = new Random(size);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(10);
            case 1 -> random.nextGaussian();
            case 2 -> Math.scalb(random.nextGaussian(), random.nextInt(2_000) - 1_000);
            default -> i == 0 ? 1 : values[random.nextInt(i)];
          };
    }
    int[] expected =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i] + 0.0))
            .mapToInt(i -> i)
            .toArray();
    assertArrayEquals(expected, Ranking.ascending(values));
  }
}
