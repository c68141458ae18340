package perennial.trainer.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.testing.SelfSigned;

/** A receiver behind TLS must prove the name that is in its URL. */
class SenderTlsTest {
  private static final String PASSWORD = "changeit";
  private static final String BODY = "{\"name\": \"Zürich\"}";

  @TempDir Path folder;

  private final List<String> received = new CopyOnWriteArrayList<>();
  private SSLContext known;
  private HttpsServer receiver;

  @BeforeEach
  void listen() throws Exception {
    known = contextOf(selfSigned("hooks.example"));
    receiver = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setHttpsConfigurator(new HttpsConfigurator(known));
    receiver.createContext(
        "/",
        exchange -> {
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  private KeyStore selfSigned(String host) throws Exception {
    KeyStore keys = SelfSigned.keys(folder, "receiver", "EC", "dns:" + host, PASSWORD);
    KeyStore withTrust = KeyStore.getInstance("PKCS12");
    withTrust.load(null, null);
    withTrust.setKeyEntry(
        "receiver",
        keys.getKey("receiver", PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        keys.getCertificateChain("receiver"));
    withTrust.setCertificateEntry("trusted", keys.getCertificate("receiver"));
    return withTrust;
  }

  private static SSLContext contextOf(KeyStore keys) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private Sender.Answer send(String host, SSLSocketFactory tls) throws Exception {
    try (Sender sender =
        new Sender(
            new AddressRule(true),
            Duration.ofMinutes(1),
            Clock.systemUTC(),
            name -> new InetAddress[] {InetAddress.getLoopbackAddress()},
            tls)) {
      String url = "https://%s:%d/hook".formatted(host, receiver.getAddress().getPort());
      return sender.send(SenderTest.due(url, BODY));
    }
  }

  @Test
  void send_receiverProvesItsName_isTaken() throws Exception {
    assertTrue(send("hooks.example", known.getSocketFactory()).taken());
    assertEquals(List.of(BODY), received);
  }

  @Test
  void send_receiverIsSomebodyElse_isNotSent() throws Exception {
    Sender.Answer answer = send("others.example", known.getSocketFactory());
    assertFalse(answer.taken());
    assertTrue(answer.detail().contains("others.example"), answer::detail);
    assertEquals(List.of(), received);
  }

  @Test
  void send_receiverThatNobodyVouchesFor_isNotSent() throws Exception {
    SSLSocketFactory standard = (SSLSocketFactory) SSLSocketFactory.getDefault();
    Sender.Answer answer = send("hooks.example", standard);
    assertFalse(answer.taken());
    assertTrue(answer.worthRetrying());
    assertEquals(List.of(), received);
  }
}
