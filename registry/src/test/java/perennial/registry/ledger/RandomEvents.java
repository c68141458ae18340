package perennial.registry.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Events of a few customers around the days on which the clocks change, from a seed. */
final class RandomEvents {
  private static final LocalDate SPRING = LocalDate.of(2026, 3, 28);
  private static final LocalDate AUTUMN = LocalDate.of(2026, 10, 24);

  private final Random random;
  private final ZoneId zone;
  private final String prefix;

  RandomEvents(long seed, ZoneId zone) {
    this.random = new Random(seed);
    this.zone = zone;
    this.prefix = "s" + seed + "-";
  }

  /** Distinct events. */
  List<CustomerEvent> some(int customers, int events) {
    List<CustomerEvent> some = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      some.add(event(prefix + i, prefix + "c" + random.nextInt(customers)));
    }
    return some;
  }

  /** The same events, some of them several times, in any order and in batches of any size. */
  List<List<CustomerEvent>> sent(List<CustomerEvent> events) {
    List<CustomerEvent> sent = new ArrayList<>(events);
    for (int i = 0; i < events.size() / 4; i++) {
      sent.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(sent, random);
    List<List<CustomerEvent>> batches = new ArrayList<>();
    for (int from = 0; from < sent.size(); ) {
      int to = Math.min(sent.size(), from + 1 + random.nextInt(20));
      batches.add(sent.subList(from, to));
      from = to;
    }
    return batches;
  }

  private CustomerEvent event(String id, String customer) {
    EventType type =
        random.nextInt(3) == 0
            ? EventType.PURCHASE
            : random.nextInt(3) == 0
                ? EventType.RETURN
                : EventType.values()[random.nextInt(EventType.values().length)];
    return new CustomerEvent(
        id,
        customer,
        time(),
        type,
        type.hasAmount() ? amount() : BigDecimal.ZERO,
        type.hasAmount() ? "EUR" : "",
        random.nextBoolean() ? "" : "o" + random.nextInt(4),
        attributes(),
        "");
  }

  /** Near midnight, often at the same time as another event. */
  private Instant time() {
    LocalDate day = (random.nextBoolean() ? SPRING : AUTUMN).plusDays(random.nextInt(4));
    Instant midnight = day.atStartOfDay(zone).toInstant();
    return switch (random.nextInt(4)) {
      case 0 -> midnight;
      case 1 -> midnight.minusNanos(1_000);
      case 2 -> midnight.plusSeconds(60L * random.nextInt(240));
      default -> midnight.plusSeconds(random.nextInt(24 * 3600));
    };
  }

  private BigDecimal amount() {
    return BigDecimal.valueOf(1 + random.nextInt(1_000_000), random.nextInt(5));
  }

  private Attributes attributes() {
    return new Attributes(
        random.nextInt(3) == 0 ? "channel" + random.nextInt(3) : "",
        random.nextInt(3) == 0 ? "device" + random.nextInt(3) : "",
        random.nextInt(5) == 0 ? "DE" : "",
        random.nextInt(9) == 0 ? "shoes" : "");
  }
}
