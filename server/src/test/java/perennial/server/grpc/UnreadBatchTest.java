package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.Terms;

/** What is known of a batch before it is read. */
class UnreadBatchTest {
  private static final CustomerHistory HISTORY =
      CustomerHistory.newBuilder()
          .setRepeatPurchases(1)
          .setRecency(2)
          .setAge(300)
          .putCovariates("x", 2)
          .build();

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1",
    "1000, 0, 0, 1000",
    "1000, 3, 0, 1000",
    "1000, 3, 0.9, 3000",
    "1000, 0, 0.9, 1000",
    "0, 0, 0, 1",
    "50000, 0, 0, 10000", // refused when it is read
    "9000, 5, 0.5, 20000"
  })
  void weight_ofHistories_isRowsOrWithIntervalsRowsTimesHorizons(
      int rows, int horizons, double level, int weight) {
    BatchPredictRequest request =
        BatchPredictRequest.newBuilder()
            .setModel("retail")
            .addAllHistories(Collections.nCopies(rows, HISTORY))
            .addAllHorizonDays(Collections.nCopies(horizons, 365))
            .setIntervalLevel(level)
            .setTerms(Terms.newBuilder().setMargin(0.2).setCurrency("EUR"))
            .build();
    UnreadBatch batch = unread(request.toByteArray());
    assertEquals(weight, batch.weight());
    assertFalse(batch.byIds());
    assertEquals(request, batch.read());
  }

  @Test
  void weight_ofIds_isTheirNumber() {
    UnreadBatch batch =
        unread(
            BatchPredictRequest.newBuilder()
                .addAllCustomerIds(List.of("a", "b", "c"))
                .build()
                .toByteArray());
    assertEquals(3, batch.weight());
    assertTrue(batch.byIds());
  }

  @Test
  void weight_fewRowsOfManyBytes_isThatOfTheBytes() {
    CustomerHistory large = HISTORY.toBuilder().setGroup("g".repeat(4_000_000)).build();
    byte[] bytes = BatchPredictRequest.newBuilder().addHistories(large).build().toByteArray();
    assertEquals(10_000, unread(bytes).weight());
  }

  @Test
  void weight_horizonsNotPacked_areCounted() {
    byte[] packed =
        BatchPredictRequest.newBuilder()
            .addHistories(HISTORY)
            .setIntervalLevel(0.9)
            .build()
            .toByteArray();
    byte[] bytes = Arrays.copyOf(packed, packed.length + 4);
    bytes[packed.length] =
        bytes[packed.length + 2] = BatchPredictRequest.HORIZON_DAYS_FIELD_NUMBER << 3;
    bytes[packed.length + 1] = 30;
    bytes[packed.length + 3] = 60;
    assertEquals(2, unread(bytes).weight());
    assertEquals(List.of(30, 60), unread(bytes).read().getHorizonDaysList());
  }

  @Test
  void read_notAMessage_saysSo() {
    byte[] whole = BatchPredictRequest.newBuilder().addHistories(HISTORY).build().toByteArray();
    for (int length = 1; length < whole.length; length++) {
      UnreadBatch torn = unread(Arrays.copyOf(whole, length));
      assertTrue(torn.weight() >= 1);
      StatusRuntimeException error = assertThrows(StatusRuntimeException.class, torn::read);
      assertEquals(Code.INTERNAL, error.getStatus().getCode());
    }
  }

  private static UnreadBatch unread(byte[] bytes) {
    return UnreadBatch.of(new ByteArrayInputStream(bytes));
  }
}
