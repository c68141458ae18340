package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.api.v1.Attributes;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.Terms;

/** Requests by id that are refused, and what is said of them. */
class PredictByIdRefusalsTest extends PredictByIdCase {
  @ParameterizedTest
  @CsvSource({
    "-0.1, 0.5, EUR, terms.annual_discount_rate",
    "10.1, 0.5, EUR, terms.annual_discount_rate",
    "NaN, 0.5, EUR, terms.annual_discount_rate",
    "0.1, 0, EUR, terms.margin",
    "0.1, 1.01, EUR, terms.margin",
    "0.1, NaN, EUR, terms.margin",
    "0.1, 0.5, USD, terms.currency",
  })
  void predict_badTerms_areNamed(double rate, double margin, String currency, String field) {
    Terms terms =
        Terms.newBuilder()
            .setAnnualDiscountRate(rate)
            .setMargin(margin)
            .setCurrency(currency)
            .build();
    assertEquals(
        field, violation(() -> predictions().predict(of("c").toBuilder().setTerms(terms).build())));
    assertEquals(
        field,
        violation(() ->
            predictions()
                .batchPredict(
                    BatchPredictRequest.newBuilder().addCustomerIds("c").setTerms(terms).build())));
  }

  @Test
  void predict_badIdsAndAttributes_areNamedByTheirPath() {
    assertEquals("customer_id", violation(() -> predictions().predict(of("x".repeat(201)))));
    assertEquals("customer_id", violation(() -> predictions().predict(of(""))));
    assertEquals(
        "attributes.device",
        violation(() ->
            predictions()
                .predict(
                    of("c").toBuilder()
                        .setAttributes(Attributes.newBuilder().setDevice("x".repeat(101)))
                        .build())));
    assertEquals(
        "customer_ids[1]",
        violation(() ->
            predictions()
                .batchPredict(
                    BatchPredictRequest.newBuilder()
                        .addAllCustomerIds(List.of("a", "", "c"))
                        .build())));
    assertEquals(
        "customer_ids",
        violation(() ->
            predictions()
                .batchPredict(
                    BatchPredictRequest.newBuilder()
                        .addCustomerIds("a")
                        .addHistories(CustomerHistory.getDefaultInstance())
                        .build())));
    assertTrue(states.batches.isEmpty());
  }

  private static String violation(Runnable call) {
    StatusRuntimeException error = assertThrows(StatusRuntimeException.class, call::run);
    try {
      return StatusProto.fromThrowable(error)
          .getDetails(0)
          .unpack(BadRequest.class)
          .getFieldViolations(0)
          .getField();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("no BadRequest in " + error, e);
    }
  }
}
