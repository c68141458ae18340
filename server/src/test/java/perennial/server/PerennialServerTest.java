package perennial.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.model.Horizons;
import perennial.model.Prediction;

class PerennialServerTest {
  @TempDir Path folder;

  @Test
  void start_deployedVersion_answersPredict() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    try (TestServer test = TestServer.start(registry, folder).ready()) {
      PredictResponse answer =
          test.predictions()
              .predict(
                  PredictRequest.newBuilder()
                      .setHistory(
                          CustomerHistory.newBuilder()
                              .setRepeatPurchases(5)
                              .setRecency(200)
                              .setAge(300)
                              .setMeanSpend(45.5))
                      .addHorizonDays(30)
                      .build());
      Prediction expected = TestModels.model(1).predict(TestModels.CUSTOMER, Horizons.ofDays(30));
      assertEquals(expected.probabilityAlive(), answer.getPrediction().getProbabilityAlive());
      assertEquals(
          expected.horizons().getFirst().clv(), answer.getPrediction().getHorizons(0).getClv());
      assertEquals("retail", answer.getServedBy().getModel());
      assertEquals(1, answer.getServedBy().getVersion());
      assertEquals("EUR", answer.getServedBy().getCurrency());
      assertEquals("2026-06-30", answer.getServedBy().getObservationEnd());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ServerConfig.GRPC_PORT, ServerConfig.HTTP_PORT})
  void start_portTaken_namesPortAndSetting(String setting) throws Exception {
    FakeRegistry registry = new FakeRegistry();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      PortInUse error =
          assertThrows(
              PortInUse.class,
              () -> TestServer.start(registry, folder, new SettableClock(), Map.of(setting, port)));
      assertTrue(String.valueOf(error.getMessage()).contains(port), error::getMessage);
      assertTrue(String.valueOf(error.getMessage()).contains(setting), error::getMessage);
    }
  }
}
