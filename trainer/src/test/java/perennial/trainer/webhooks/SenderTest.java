package perennial.trainer.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhooks;

/** Name servers and receivers that mean harm, or are broken. */
class SenderTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String OK = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";

  static Webhooks.Due due(String url, String body) {
    Delivery delivery =
        new Delivery(
            1,
            1,
            "msg_1",
            "run.failed",
            body,
            Delivery.State.PENDING,
            1,
            Instant.EPOCH,
            Optional.of(Instant.EPOCH),
            0,
            "");
    return new Webhooks.Due(delivery, url, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  }

  private static Sender sender(Duration timeout, boolean privateAllowed, HostNames.Lookup lookup) {
    return new Sender(
        new AddressRule(privateAllowed),
        timeout,
        Clock.systemUTC(),
        lookup,
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  private static InetAddress[] address(String... texts) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[texts.length];
    for (int i = 0; i < texts.length; i++) {
      addresses[i] = InetAddress.getByName(texts[i]);
    }
    return addresses;
  }

  /** Sends a small message; never waits longer than a test may. */
  private static Sender.Answer send(Sender sender, String url) {
    return send(sender, url, "{}");
  }

  private static Sender.Answer send(Sender sender, String url, String body) {
    return assertTimeoutPreemptively(Duration.ofMinutes(2), () -> sender.send(due(url, body)));
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Test
  void send_nameThatLeadsElsewhereTheSecondTime_goesWhereItWasLookedAt() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RawReceiver first = RawReceiver.on("127.0.0.1", 0, out -> say(out, OK));
        RawReceiver second = RawReceiver.on("127.0.0.2", first.port(), out -> say(out, OK));
        Sender sender =
            sender(
                LONG,
                true,
                host -> address(asked.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2"))) {
      String url = "http://hooks.example:%d/a?b=c".formatted(first.port());
      assertTrue(send(sender, url).taken());
      assertEquals(1, asked.get());
      assertEquals(0, second.connections());
      String head = first.head();
      assertTrue(head.startsWith("POST /a?b=c HTTP/1.1\r\n"), head);
      assertTrue(head.contains("host: hooks.example:%d\r\n".formatted(first.port())), head);
      assertTrue(head.contains("content-length: 2\r\n"), head);
    }
  }

  @Test
  void send_oneAddressOfANameIsPrivate_isRefused() throws Exception {
    try (RawReceiver receiver = RawReceiver.on("127.0.0.1", 0, out -> say(out, OK));
        Sender sender = sender(LONG, false, host -> address("9.9.9.9", "127.0.0.1"))) {
      Sender.Answer answer = send(sender, "http://hooks.example:%d/".formatted(receiver.port()));
      assertEquals("hooks.example is 127.0.0.1, which is no public address", answer.detail());
      assertFalse(answer.worthRetrying());
      assertEquals(0, receiver.connections());
    }
  }

  @Test
  void send_firstAddressIsDead_goesToTheNext() throws Exception {
    try (RawReceiver receiver = RawReceiver.on("127.0.0.2", 0, out -> say(out, OK));
        Sender sender = sender(LONG, true, host -> address("127.0.0.1", "127.0.0.2"))) {
      assertTrue(send(sender, "http://hooks.example:%d/".formatted(receiver.port())).taken());
    }
  }

  @Test
  void send_nameServerThatNeverAnswers_isGivenUp() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    HostNames.Lookup silent =
        host -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new UnknownHostException(host);
        };
    try (Sender sender = sender(SHORT, true, silent)) {
      Sender.Answer answer = send(sender, "http://hooks.example/");
      assertEquals(
          "no name server told the addresses of hooks.example within 300 ms", answer.detail());
      assertTrue(answer.worthRetrying());
    }
  }

  @Test
  void send_nameThatNobodyHas_saysSo() throws Exception {
    HostNames.Lookup nobody =
        host -> {
          throw new UnknownHostException(host);
        };
    try (Sender sender = sender(LONG, true, nobody)) {
      assertEquals(
          "there is no host hooks.example", send(sender, "http://hooks.example/").detail());
    }
  }

  @Test
  void send_answerWithoutEnd_isTakenByItsStatus() throws Exception {
    byte[] more = new byte[8192];
    try (RawReceiver receiver =
            RawReceiver.on(
                "127.0.0.1",
                0,
                out -> {
                  say(out, "HTTP/1.1 204 Gone well\r\n\r\n");
                  while (true) {
                    out.write(more);
                  }
                });
        Sender sender = sender(LONG, true, InetAddress::getAllByName)) {
      Sender.Answer answer = send(sender, receiver.url());
      assertEquals(204, answer.status());
      assertTrue(answer.taken());
    }
  }

  @Test
  void send_answerThatDrips_isCutOff() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (RawReceiver receiver =
            RawReceiver.on(
                "127.0.0.1",
                0,
                out -> {
                  say(out, "HTTP/1.1 ");
                  while (!wait(end)) {
                    say(out, "2");
                  }
                });
        Sender sender = sender(SHORT, true, InetAddress::getAllByName)) {
      Sender.Answer answer = send(sender, receiver.url());
      end.countDown();
      assertEquals("no answer within 300 ms", answer.detail());
      assertEquals(0, answer.status());
      assertTrue(answer.worthRetrying());
    }
  }

  private static boolean wait(CountDownLatch end) throws IOException {
    try {
      return end.await(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void send_receiverThatDoesNotRead_isCutOff() throws Exception {
    try (RawReceiver receiver = RawReceiver.thatNeverReads();
        Sender sender = sender(Duration.ofSeconds(1), true, InetAddress::getAllByName)) {
      Sender.Answer answer = send(sender, receiver.url(), "x".repeat(64 << 20));
      assertEquals("no answer within 1000 ms", answer.detail());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 999 What\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "",
        "HTTP/1.1 20"
      })
  void send_noHttp_isTriedAgain(String said) throws Exception {
    try (RawReceiver receiver = RawReceiver.on("127.0.0.1", 0, out -> say(out, said));
        Sender sender = sender(LONG, true, InetAddress::getAllByName)) {
      Sender.Answer answer = send(sender, receiver.url());
      assertEquals(0, answer.status());
      assertTrue(answer.worthRetrying());
    }
  }

  @Test
  void send_onItsWayFirst_takesTheAnswerAfterIt() throws Exception {
    String early = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
    try (RawReceiver receiver = RawReceiver.on("127.0.0.1", 0, out -> say(out, early + OK));
        Sender sender = sender(LONG, true, InetAddress::getAllByName)) {
      assertEquals(200, send(sender, receiver.url()).status());
    }
  }

  @Test
  void send_alwaysOnItsWay_isGivenUp() throws Exception {
    try (RawReceiver receiver =
            RawReceiver.on(
                "127.0.0.1",
                0,
                out -> {
                  while (true) {
                    say(out, "HTTP/1.1 102 Processing\r\n\r\n");
                  }
                });
        Sender sender = sender(LONG, true, InetAddress::getAllByName)) {
      assertEquals("the head of the answer is too long", send(sender, receiver.url()).detail());
    }
  }
}
