package perennial.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.testing.SelfSigned;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** Both ports with a self-signed certificate, made here by the JDK's keytool. */
class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  private record Pem(Path certificate, Path key, Certificate parsed) {}

  private Pem selfSigned(String name, String algorithm) throws Exception {
    KeyStore keys =
        SelfSigned.keys(folder, name, algorithm, "dns:localhost,ip:127.0.0.1", PASSWORD);
    Certificate certificate = keys.getCertificate(name);
    byte[] key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
    return new Pem(
        pem(name + ".crt", "CERTIFICATE", certificate.getEncoded()),
        pem(name + ".key", "PRIVATE KEY", key),
        certificate);
  }

  private Path pem(String file, String what, byte[] bytes) throws Exception {
    String text =
        "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(bytes));
    return Files.writeString(folder.resolve(file), text);
  }

  private TestServer start(Path certificate, Path key) {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    return TestServer.start(
        registry,
        folder.resolve("kept"),
        Clock.systemUTC(),
        Map.of(
            "PERENNIAL_SERVER_TLS_CERTIFICATE",
            certificate.toString(),
            "PERENNIAL_SERVER_TLS_KEY",
            key.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void bothPorts_withCertificate_speakTls(String algorithm) throws Exception {
    Pem pem = selfSigned("server", algorithm);
    try (TestServer test = start(pem.certificate(), pem.key()).ready()) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(
                  "localhost",
                  test.server.grpcPort(),
                  TlsChannelCredentials.newBuilder()
                      .trustManager(pem.certificate().toFile())
                      .build())
              .build();
      try {
        assertEquals(
            ServingStatus.SERVING,
            HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus());
      } finally {
        channel.shutdownNow();
      }
      try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(pem)).build()) {
        HttpResponse<String> response =
            client.send(
                HttpRequest.newBuilder(
                        URI.create("https://localhost:" + test.server.httpPort() + "/health/live"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
      }
    }
  }

  private static SSLContext trusting(Pem pem) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", pem.parsed());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void start_badFiles_namesTheFile() throws Exception {
    Pem pem = selfSigned("one", "EC");
    Pem other = selfSigned("two", "EC");
    Path text = Files.writeString(folder.resolve("text.pem"), "not a key");
    Path missing = folder.resolve("missing.pem");
    assertNames(missing, missing, pem.key());
    assertNames(missing, pem.certificate(), missing);
    assertNames(text, text, pem.key());
    assertNames(text, pem.certificate(), text);
    assertNames(other.key(), pem.certificate(), other.key());
  }

  private void assertNames(Path expected, Path certificate, Path key) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> start(certificate, key).close());
    assertTrue(String.valueOf(error.getMessage()).contains(expected.toString()), error::getMessage);
  }
}
