package perennial.server.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeenCustomersTest {
  private final SeenCustomers seen = new SeenCustomers();

  static Stream<Named<IntFunction<String>>> ids() {
    Random random = new Random(20_260_101);
    return Stream.of(
        Named.of("numbers", Integer::toString),
        Named.of("numbers of one length", i -> String.valueOf(100_000_000 + i)),
        Named.of("words and numbers", i -> "customer-" + i),
        Named.of("hexadecimal", i -> "%016x".formatted(i)),
        Named.of("UUIDs", i -> new UUID(random.nextLong(), random.nextLong()).toString()));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void isNew_manyCustomers_missesFewerThanDocumented(IntFunction<String> id) {
    int found = 0;
    for (int customers = 1; customers <= 1_000_000; customers++) {
      found += seen.isNew(id.apply(customers)) ? 1 : 0;
      int missed = customers - found;
      switch (customers) {
        case 100_000 -> assertTrue(missed <= 100_000 / 5_000, missed + " of 100,000");
        case 200_000 -> assertTrue(missed <= 200_000 / 1_500, missed + " of 200,000");
        case 1_000_000 -> assertTrue(missed <= 1_000_000 / 18, missed + " of 1,000,000");
        default -> {}
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void isNew_seenBefore_isNever(IntFunction<String> id) {
    List<String> known = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      known.add(id.apply(i));
    }
    known.forEach(seen::isNew);
    known.forEach(customer -> assertFalse(seen.isNew(customer), customer));
  }

  @Test
  void isNew_manyThreadsWithTheSameCustomers_eachIsNewOnce() throws Exception {
    LongAdder found = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 50_000; i++) {
                  if (seen.isNew("customer-" + i)) {
                    found.increment();
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(50_000, found.sum(), 5);
  }
}
