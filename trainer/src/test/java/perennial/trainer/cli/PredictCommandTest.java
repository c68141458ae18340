package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import perennial.api.v1.HorizonPrediction;
import perennial.api.v1.Interval;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.Prediction;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.ServedBy;

/** The client against a server that answers what it was asked. */
class PredictCommandTest {
  private Server server = NettyServerBuilder.forPort(0).build();

  @BeforeEach
  void start() throws Exception {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .addService(new Echo())
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void predict_history_arrivesWhole() throws Exception {
    JsonNode answer = Cli.json(arguments("retail"));

    assertEquals(100, answer.at("/expectedSpend").asDouble());
    assertEquals(30, answer.at("/horizons/0/horizonDays").asInt());
    assertEquals(90, answer.at("/horizons/1/horizonDays").asInt());
    assertEquals(5 * 200 + 45.5, answer.at("/horizons/1/clv").asDouble());
    assertEquals(7, answer.at("/version").asLong());
  }

  @Test
  void predict_interval_isAskedForAndShown() throws Exception {
    String[] plain = arguments("retail");
    String[] arguments = Arrays.copyOf(plain, plain.length + 2);
    arguments[plain.length] = "--interval";
    arguments[plain.length + 1] = "0.9";

    JsonNode answer = Cli.json(arguments);

    assertEquals(90, answer.at("/horizons/1/clvInterval/upper").asDouble());
    assertEquals(.9, answer.at("/horizons/1/purchasesInterval/level").asDouble());
    assertTrue(Cli.run(arguments).out().contains("0.00 to 90.00 (90 %)"));
    assertTrue(Cli.json(plain).at("/horizons/1/clvInterval").isMissingNode());
  }

  @Test
  void predict_unknownModel_isBadInput() {
    Cli.Result result = Cli.run(arguments("nobody"));

    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertTrue(result.error().contains("no model nobody"), result.error());
  }

  @Test
  void predict_noServer_saysWhatToStart() throws Exception {
    String[] arguments = arguments("retail");
    server.shutdownNow().awaitTermination();

    Cli.Result result = Cli.run(arguments);

    assertEquals(ExitCode.UNAVAILABLE, result.code());
    assertEquals(
        "no answer from %s: is `perennial server` or `perennial demo` running? (--server)"
            .formatted(arguments[2]),
        result.error());
  }

  @Test
  void predict_serverSaysUnavailable_keepsItsReason() {
    Cli.Result result = Cli.run(arguments("unready"));

    assertEquals(ExitCode.UNAVAILABLE, result.code());
    assertTrue(result.error().contains("nothing served yet"), result.error());
  }

  private String[] arguments(String model) {
    return new String[] {
      "predict",
      "--server",
      "127.0.0.1:" + server.getPort(),
      "--model",
      model,
      "--repeat-purchases",
      "5",
      "--recency",
      "200",
      "--age",
      "300",
      "--mean-spend",
      "45.5",
      "--horizon-days",
      "30,90"
    };
  }

  private static final class Echo extends PredictionServiceGrpc.PredictionServiceImplBase {
    @Override
    public void predict(PredictRequest request, StreamObserver<PredictResponse> answer) {
      if (request.getModel().equals("unready")) {
        answer.onError(
            Status.UNAVAILABLE.withDescription("nothing served yet").asRuntimeException());
        return;
      }
      if (!request.getModel().equals("retail")) {
        answer.onError(
            Status.NOT_FOUND
                .withDescription("no model " + request.getModel())
                .asRuntimeException());
        return;
      }
      var history = request.getHistory();
      Prediction.Builder prediction =
          Prediction.newBuilder()
              .setProbabilityAlive(.5)
              .setExpectedSpend(history.getAge() - history.getRecency());
      for (int days : request.getHorizonDaysList()) {
        HorizonPrediction.Builder horizon =
            HorizonPrediction.newBuilder()
                .setHorizonDays(days)
                .setClv(
                    history.getRepeatPurchases() * history.getRecency() + history.getMeanSpend());
        if (request.getIntervalLevel() > 0) {
          Interval interval =
              Interval.newBuilder().setUpper(days).setLevel(request.getIntervalLevel()).build();
          horizon.setPurchasesInterval(interval).setClvInterval(interval);
        }
        prediction.addHorizons(horizon);
      }
      answer.onNext(
          PredictResponse.newBuilder()
              .setPrediction(prediction)
              .setServedBy(ServedBy.newBuilder().setModel("retail").setVersion(7))
              .build());
      answer.onCompleted();
    }
  }
}
