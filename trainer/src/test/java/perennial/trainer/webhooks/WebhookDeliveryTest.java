package perennial.trainer.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.Database;
import perennial.registry.testing.TestDatabase;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhooks;

class WebhookDeliveryTest {
  private final Database database = TestDatabase.fresh(Clock.systemUTC());
  private final Webhooks webhooks = database.webhooks();
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /** Statuses of the next answers; 200 when there is none. */
  private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();

  private HttpServer receiver;

  private record Received(String id, String timestamp, String signature, String body) {}

  @BeforeEach
  void listen() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          received.add(
              new Received(
                  headers.getFirst("webhook-id"),
                  headers.getFirst("webhook-timestamp"),
                  headers.getFirst("webhook-signature"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          Integer status = answers.poll();
          if (status != null && status >= 300 && status < 400) {
            exchange.getResponseHeaders().add("location", "/elsewhere");
          }
          exchange.sendResponseHeaders(status == null ? 200 : status, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
    database.close();
  }

  private String url() {
    return "http://127.0.0.1:%d/hook".formatted(receiver.getAddress().getPort());
  }

  private WebhookDelivery delivery(int attempts, boolean privateAllowed) {
    return new WebhookDelivery(
        webhooks,
        new WebhookDelivery.Settings(
            Duration.ofMinutes(1), attempts, Duration.ofMillis(2), privateAllowed),
        Clock.systemUTC(),
        new Random(1));
  }

  private Delivery only(long hook) {
    return webhooks.deliveries(hook, 0, 10).getFirst();
  }

  private Delivery deliverUntil(WebhookDelivery delivery, long hook, Delivery.State state)
      throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (only(hook).state() != state) {
      var unused = delivery.deliverDue();
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still " + only(hook));
      }
    }
    return only(hook);
  }

  @Test
  void deliver_failuresThenSuccess_isSignedAndKeepsItsId() throws Exception {
    Webhooks.Created hook = webhooks.create(url(), Set.of(), "ann");
    webhooks.publish("run.failed", "{\"name\": \"Zürich\"}");
    answers.addAll(List.of(500, 503));
    try (WebhookDelivery delivery = delivery(10, true)) {
      Delivery done = deliverUntil(delivery, hook.webhook().id(), Delivery.State.DELIVERED);
      assertEquals(3, done.attempts());
      assertEquals(200, done.status());
      assertEquals(0, delivery.deliverDue());
    }
    assertEquals(3, received.size());
    for (Received message : received) {
      assertEquals(received.getFirst().id(), message.id());
      assertTrue(message.body().contains("Zürich"));
      long timestamp = Long.parseLong(message.timestamp());
      assertTrue(Math.abs(timestamp - Instant.now().getEpochSecond()) < 120);
      assertEquals(
          Signature.of(hook.secret(), message.id(), timestamp, message.body()),
          message.signature());
    }
  }

  @ParameterizedTest
  @CsvSource({"500, 3, answered 500", "302, 3, redirects are not followed", "410, 1, answered 410"})
  void deliver_neverTaken_isADeadLetter(int status, int attempts, String detail) throws Exception {
    Webhooks.Created hook = webhooks.create(url(), Set.of(), "ann");
    webhooks.publish("run.failed", "{}");
    answers.addAll(List.of(status, status, status, status));
    try (WebhookDelivery delivery = delivery(3, true)) {
      Delivery dead = deliverUntil(delivery, hook.webhook().id(), Delivery.State.DEAD);
      assertEquals(attempts, dead.attempts());
      assertEquals(status, dead.status());
      assertTrue(dead.detail().contains(detail), dead::detail);
    }
    assertEquals(attempts, received.size()); // nothing went elsewhere
  }

  @Test
  void deliver_nobodyListens_isTriedAgain() throws Exception {
    Webhooks.Created hook = webhooks.create("http://127.0.0.1:1/x", Set.of(), "ann");
    webhooks.publish("run.failed", "{}");
    try (WebhookDelivery delivery = delivery(2, true)) {
      Delivery dead = deliverUntil(delivery, hook.webhook().id(), Delivery.State.DEAD);
      assertEquals(0, dead.status());
      assertEquals(2, dead.attempts());
    }
  }

  @Test
  void deliver_privateAddress_isRefusedAtOnce() throws Exception {
    Webhooks.Created hook = webhooks.create(url(), Set.of(), "ann");
    webhooks.publish("run.failed", "{}");
    try (WebhookDelivery delivery = delivery(9, false)) {
      Delivery dead = deliverUntil(delivery, hook.webhook().id(), Delivery.State.DEAD);
      assertEquals("127.0.0.1 is 127.0.0.1, which is no public address", dead.detail());
      assertEquals(1, dead.attempts());
    }
    assertEquals(List.of(), received);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false",
    "0.0.0.0, false",
    "10.1.2.3, false",
    "172.16.0.1, false",
    "192.168.1.1, false",
    "169.254.169.254, false",
    "100.64.0.1, false",
    "192.0.2.1, false",
    "198.18.0.1, false",
    "224.0.0.1, false",
    "255.255.255.255, false",
    "::1, false",
    "::, false",
    "fe80::1, false",
    "fc00::1, false",
    "fd00:ec2::254, false",
    "64:ff9b::a9fe:a9fe, false",
    "2002:7f00:1::, false",
    "2001:0:7f00:1::, false",
    "::ffff:10.0.0.1, false",
    "ff02::1, false",
    "9.9.9.9, true",
    "172.32.0.1, true",
    "100.128.0.1, true",
    "2606:4700::1111, true"
  })
  void isPublic_address(String address, boolean expected) throws Exception {
    assertEquals(expected, AddressRule.isPublic(InetAddress.getByName(address)));
  }

  @Test
  void signature_ofTheSpecificationsExample_isTheirs() {
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        Signature.of(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            "{\"test\": 2432232314}"));
  }

  @Test
  void retries_growUpToALimit_andEnd() {
    RetrySchedule schedule = new RetrySchedule(30, Duration.ofSeconds(5));
    Random random = new Random(3);
    long before = 0;
    for (int made = 1; made < 30; made++) {
      long whole = (long) Math.min(14_400_000, 5_000 * Math.pow(3, Math.min(made - 1, 9)));
      long wait = schedule.next(made, random).orElseThrow().toMillis();
      assertTrue(wait >= whole / 2 && wait <= whole, "%d: %d".formatted(made, wait));
      assertTrue(made > 7 || whole > before);
      before = whole;
    }
    assertFalse(schedule.next(30, random).isPresent());
  }
}
