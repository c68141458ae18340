package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.rpc.BadRequest;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.server.FakeRegistry;
import perennial.server.SettableClock;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** A server whose models' predictions are known. */
abstract class PredictionServiceCase {
  static final CustomerHistory GOOD =
      CustomerHistory.newBuilder()
          .setRepeatPurchases(5)
          .setRecency(200)
          .setAge(300)
          .setMeanSpend(45.5)
          .build();

  static final SettableClock clock = new SettableClock();
  static TestServer test;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    registry.register("loyal", TestModels.model(2));
    registry.promote("loyal", 1);
    registry.register("channels", TestModels.modelWithTraits());
    registry.promote("channels", 1);
    registry.register("open", TestModels.modelWithErrors());
    registry.promote("open", 1);
    test = TestServer.start(registry, folder, clock, Map.of()).ready();
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  static PredictResponse predict(List<Integer> horizons) {
    return test.predictions()
        .predict(PredictRequest.newBuilder().setHistory(GOOD).addAllHorizonDays(horizons).build());
  }

  static BatchPredictResponse batch(List<CustomerHistory> rows, List<Integer> horizons) {
    return test.predictions()
        .batchPredict(
            BatchPredictRequest.newBuilder()
                .addAllHistories(rows)
                .addAllHorizonDays(horizons)
                .build());
  }

  static BadRequest badRequest(Runnable call) {
    StatusRuntimeException error = assertThrows(StatusRuntimeException.class, call::run);
    assertEquals(Code.INVALID_ARGUMENT, error.getStatus().getCode(), error::getMessage);
    return details(error);
  }

  static BadRequest details(StatusRuntimeException error) {
    try {
      return StatusProto.fromThrowable(error).getDetails(0).unpack(BadRequest.class);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError("no BadRequest in the details", e);
    }
  }
}
